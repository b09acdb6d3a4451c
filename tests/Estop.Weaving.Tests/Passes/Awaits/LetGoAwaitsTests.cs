using Estop.Weaving.Passes.Awaits;
using Estop.Weaving.Tests.Harness;

namespace Estop.Weaving.Tests.Passes.Awaits;

public class LetGoAwaitsTests
{
    public static TheoryData<string, string> LetGo() => new()
    {
        { "a call of an interface's", "await client.AskAsync(\"\", 1, DayOfWeek.Friday, null);" },
        { "without the context", "await client.AskAsync(\"\", 1, DayOfWeek.Friday, 2).ConfigureAwait(false);" },
        { "with a token of the user's", "await client.GetAsync(token);" },
        { "a static method of others", "await System.Net.Dns.GetHostAddressesAsync(\"\", token);" },
        { "a client that ends what is pending", "await http.GetStringAsync(\"\");" },
        { "a task that was given", "await given;" },
        { "one of several that was given", "await Task.WhenAny(given, Task.Delay(1, token));" },
    };

    public static TheoryData<string, string> Kept() => new()
    {
        { "a buffer", "await client.FillAsync(new byte[1]);" },
        { "a collection", "await client.FillAsync(new List<byte>());" },
        { "anything", "await client.FillAsync((object)1);" },
        { "anything generic", "await client.FillAsync(new Dictionary<int, int>());" },
        { "what may have captured anything", "await Task.Run(() => Task.Delay(1));" },
        { "a handle", "await client.FillAsync((nint)1);" },
        { "a stream's own", "await stream.FlushAsync(token);" },
        { "what is disposed of", "await disposable.AskAsync();" },
        { "a lock", "await semaphore.WaitAsync(token);" },
        { "a lock of others", "await asyncLock.Get();" },
        { "what fetches", "await client.DequeueAsync();" },
        { "what ends a transaction", "await client.CommitAsync();" },
        { "what others share", "await client.GetOrCreateAsync(\"\");" },
        { "a method of the same assembly", "await Own();" },
        { "several", "await Task.WhenAll(client.GetAsync(token), client.GetAsync(token));" },
        { "a buffer, and something between", "var t = client.FillAsync(new byte[1]); Console.Beep(); await t;" },
        { "a value task", "await client.ValueAsync();" },
        { "an iterator", "await foreach (var item in client.Items()) { }" },
        { "a delay", "await Task.Delay(1);" },
        { "a task in a field", "await Field;" },
    };

    [Theory, MemberData(nameof(LetGo))]
    public void An_operation_that_was_given_plain_data_may_be_let_go_of(string what, string body) =>
        Assert.True(Count(body) == 1, what);

    [Theory, MemberData(nameof(Kept))]
    public void An_operation_that_may_hold_something_is_not_let_go_of(string what, string body) =>
        Assert.True(Count(body) == 0, what);

    private static int Count(string body)
    {
        using var planned = Planned.Compile(
            $$"""
            using System.IO;
            using System.Net.Http;
            public interface IClient
            {
                Task<int> AskAsync(string one, int two, DayOfWeek three, int? four);
                Task GetAsync(CancellationToken token);
                Task FillAsync(byte[] buffer);
                Task FillAsync(List<byte> buffer);
                Task FillAsync(object buffer);
                Task FillAsync(nint handle);
                Task FillAsync<T>(T any);
                Task<string> DequeueAsync();
                Task CommitAsync();
                Task<int> GetOrCreateAsync(string key);
                ValueTask<int> ValueAsync();
                IAsyncEnumerable<int> Items();
            }
            public interface IDisposableClient : IDisposable { Task AskAsync(); }
            public interface IAsyncLock { Task Get(); }
            public static class Code
            {
                static Task Field;
                static Task Own() => Field;
                public static async Task Run(
                    IClient client, Task given, CancellationToken token, HttpClient http, Stream stream,
                    IDisposableClient disposable, SemaphoreSlim semaphore, IAsyncLock asyncLock) { {{body}} }
            }
            """);
        return LetGoAwaits.In(planned.Body("MoveNext")).Count();
    }
}
