using Estop.Weaving.Passes.Awaits;
using Estop.Weaving.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Estop.Weaving.Tests.Passes.Awaits;

public class HeldWaitsTests
{
    public static TheoryData<string, bool> Waits() => new()
    {
        { "stream.ReadAsync(buffer, 0, 1).Wait();", true },
        { "_ = stream.ReadAsync(buffer, 0, 1).Result;", true },
        { "stream.ReadAsync(buffer, 0, 1).GetAwaiter().GetResult();", true },
        { "stream.ReadAsync(buffer, 0, 1).ConfigureAwait(false).GetAwaiter().GetResult();", true },
        { "var t = stream.ReadAsync(buffer, 0, 1); Other(); t.Wait();", true },
        { "_ = stream.ReadAsync(buffer.AsMemory()).Result;", true },
        { "stream.ReadAsync(buffer.AsMemory()).AsTask().Wait();", true },
        { "stream.ReadAsync(buffer.AsMemory()).GetAwaiter().GetResult();", true },
        { "stream.ReadAsync(buffer.AsMemory()).ConfigureAwait(false).GetAwaiter().GetResult();", true },
        { "stream.FlushAsync().Wait();", true },
        { "semaphore.WaitAsync().Wait();", true },
        { "stream.ReadAsync(buffer, 0, 1).Wait(1000);", false },
        { "Plain(\"\").Wait();", false },
        { "Task.WhenAll(new Task[] { Plain(\"\") }).Wait();", false },
        { "Plain(\"\").GetAwaiter().GetResult();", false },
        { "Task.Delay(1).Wait();", false },
        { "new TaskCompletionSource().Task.Wait();", false },
        { "semaphore.Wait();", false },
    };

    [Theory, MemberData(nameof(Waits))]
    public void A_wait_for_an_operation_with_a_buffer_a_stream_or_a_lock_lasts_as_long_as_that(string body, bool held)
    {
        foreach (var level in Enum.GetValues<OptimizationLevel>())
        {
            using var planned = Planned.Compile(
                $$"""
                using System.IO;
                public static class Code
                {
                    static Task<int> Plain(string question) => null;
                    static void Other() { }
                    public static void Run(Stream stream, byte[] buffer, SemaphoreSlim semaphore) { {{body}} }
                }
                """,
                level);
            Assert.Equal(held ? 1 : 0, HeldWaits.In(planned.Body("Run")).Count(static wait => wait.Always));
        }
    }
}
