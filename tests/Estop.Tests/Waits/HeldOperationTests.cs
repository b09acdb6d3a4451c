using System.Buffers;
using Estop.Tests.Unwoven;

namespace Estop.Tests.Waits;

/// <summary>An operation that holds a buffer, a stream or a lock is never let go of.</summary>
public class HeldOperationTests
{
    /// <summary>The body of a worker that gives what it uses back when its operation has ended.</summary>
    private delegate Task Operation(UnwovenClient client, Action inPlace, Action givenBack);

    private static readonly Dictionary<string, Operation> Holding = new()
    {
        ["a rented buffer"] = static async (client, inPlace, givenBack) =>
        {
            var buffer = ArrayPool<byte>.Shared.Rent(1);
            try
            {
                client.Asked = inPlace;
                await client.FillAsync(buffer);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
                givenBack();
            }
        },
        ["a rented buffer, as memory"] = static async (client, inPlace, givenBack) =>
        {
            var buffer = ArrayPool<byte>.Shared.Rent(1);
            try
            {
                client.Asked = inPlace;
                await client.FillAsync(buffer.AsMemory()).ConfigureAwait(false);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
                givenBack();
            }
        },
        ["a stream"] = static async (client, inPlace, givenBack) =>
        {
            using var stream = new MemoryStream();
            try
            {
                client.Asked = inPlace;
                await client.TalkAsync(stream);
            }
            finally
            {
                givenBack();
            }
        },
        ["an iterator"] = static async (client, inPlace, givenBack) =>
        {
            try
            {
                var items = client.ReadAllAsync().GetAsyncEnumerator();
                client.Asked = inPlace;
                while (await items.MoveNextAsync())
                {
                }

                await items.DisposeAsync();
            }
            finally
            {
                givenBack();
            }
        },
        ["what is fetched"] = static async (client, inPlace, givenBack) =>
        {
            try
            {
                client.Asked = inPlace;
                await client.DequeueAsync();
            }
            finally
            {
                givenBack();
            }
        },
        ["a buffer, in a method of the worker's own"] = static async (client, inPlace, givenBack) =>
        {
            try
            {
                IAsker asker = new BufferedAsker(client);
                client.Asked = inPlace;
                await asker.AskAsync("");
            }
            finally
            {
                givenBack();
            }
        },
        ["a buffer, blocking"] = static (client, inPlace, givenBack) => Blocking(client, inPlace, givenBack, () =>
        {
            var buffer = new byte[1];
            client.FillAsync(buffer).Wait();
        }),
        ["a buffer, blocking for the result"] = static (client, inPlace, givenBack) => Blocking(client, inPlace, givenBack, () =>
        {
            var buffer = new byte[1];
            var pending = client.FillAsync(buffer);
            _ = pending.Result;
        }),
        ["a buffer, blocking on the awaiter"] = static (client, inPlace, givenBack) =>
            Blocking(client, inPlace, givenBack, () => client.FillAsync(new byte[1]).ConfigureAwait(false).GetAwaiter().GetResult()),
        ["memory, blocking for the result"] = static (client, inPlace, givenBack) =>
            Blocking(client, inPlace, givenBack, () => _ = client.FillAsync(new byte[1].AsMemory()).Result),
        ["memory, blocking for the task"] = static (client, inPlace, givenBack) =>
            Blocking(client, inPlace, givenBack, () => client.FillAsync(new byte[1].AsMemory()).AsTask().Wait()),
        ["memory, blocking on the awaiter"] = static (client, inPlace, givenBack) =>
            Blocking(client, inPlace, givenBack, () => client.FillAsync(new byte[1].AsMemory()).GetAwaiter().GetResult()),
        ["a stream, blocking"] = static (client, inPlace, givenBack) =>
            Blocking(client, inPlace, givenBack, () => client.TalkAsync(new MemoryStream()).GetAwaiter().GetResult()),
    };

    private interface IAsker
    {
        Task<int> AskAsync(string question);
    }

    public static TheoryData<string> Names() => [.. Holding.Keys];

    [Theory, MemberData(nameof(Names))]
    public async Task An_operation_that_holds_something_is_never_let_go_of(string what)
    {
        var client = new UnwovenClient();
        var givenBack = 0;
        var scope = Worker.OnPool(inPlace => Holding[what](client, inPlace, () => Interlocked.Increment(ref givenBack)), LetGoTests.Hasty);

        var receipt = await Phase.InTime(scope.StopAsync(new StopRequest { Deadline = TimeSpan.FromMilliseconds(300) }));
        Assert.Equal(ScopeOutcome.Abandoned, receipt.Outcome);
        Assert.Equal(0, Volatile.Read(ref givenBack));
        Assert.Empty(receipt.LetGo);

        client.Answer();
        await Phase.InTime(scope.Completion);
        Assert.Equal(1, givenBack);
    }

    [Fact]
    public async Task A_thread_that_blocks_on_an_operation_with_a_buffer_is_not_interrupted()
    {
        var client = new UnwovenClient();
        var filled = 0;
        var scope = Worker.OnThread(
            inPlace =>
            {
                var buffer = new byte[1];
                client.Asked = inPlace;
                client.FillAsync(buffer).Wait();
                filled = buffer[0];
            },
            LetGoTests.Hasty);

        var receipt = await Phase.InTime(scope.StopAsync(new StopRequest { Deadline = TimeSpan.FromMilliseconds(300) }));
        Assert.Equal(ScopeOutcome.Abandoned, receipt.Outcome);

        client.Answer();
        await Phase.InTime(scope.Completion);
        Assert.Equal(42, filled);
    }

    private static Task Blocking(UnwovenClient client, Action inPlace, Action givenBack, Action wait)
    {
        try
        {
            client.Asked = inPlace;
            wait();
        }
        finally
        {
            givenBack();
        }

        return Task.CompletedTask;
    }

    private sealed class BufferedAsker(UnwovenClient client) : IAsker
    {
        public async Task<int> AskAsync(string question) => await client.FillAsync(new byte[1]);
    }
}
