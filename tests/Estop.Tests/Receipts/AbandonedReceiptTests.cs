using Estop.Tests.Signals;
using Estop.Tests.Unwoven;

namespace Estop.Tests.Receipts;

/// <summary>The receipt of an abandoned run says where its code is, and what it waits for.</summary>
public class AbandonedReceiptTests
{
    private const int MostAttempts = 20;

    private static readonly StopRequest Hasty = new() { Deadline = TimeSpan.FromMilliseconds(500) };

    [Fact]
    public async Task Of_code_without_safepoints_it_says_what_the_kernel_knows()
    {
        var release = false;
        var scope = Worker.OnThread(inPlace =>
        {
            inPlace();
            UnwovenLibrary.SpinUntil(ref release);
        });

        var receipt = await AbandonAsync(scope);
        var id = scope.ThreadIds[0];
        Volatile.Write(ref release, true);
        await Phase.InTime(scope.Completion);

        Assert.Equal(ScopeOutcome.Abandoned, receipt.Outcome);
        var thread = Assert.Single(receipt.StillRunning!.Threads);
        Assert.Equal((id, scope.Name, StackSource.None), (thread.OsThreadId, thread.Name, thread.Source));
        Assert.Equal('R', thread.State);
        Assert.True(thread.CpuTime > TimeSpan.Zero);
        Assert.Null(thread.SystemCall);
        Assert.Equal(
            $"Thread {id} '{scope.Name}' still executes code of the run, computes, and comes to no safepoint.",
            Assert.Single(receipt.LeftBehind));
    }

    [Fact]
    public async Task Of_native_code_that_blocks_it_names_the_system_call()
    {
        var scope = Worker.OnThread(static inPlace =>
        {
            NativeCalls.BlockSignals();
            inPlace();
            NativeCalls.Sleep(5);
        });

        var receipt = await AbandonAsync(scope);
        await Phase.InTime(scope.Completion);

        var thread = Assert.Single(receipt.StillRunning!.Threads);
        Assert.Equal('S', thread.State);
        Assert.Contains("nanosleep", thread.SystemCall);
        Assert.Contains($"is in the system call {thread.SystemCall}", Assert.Single(receipt.LeftBehind));
    }

    [Fact]
    public async Task Of_a_wait_that_no_stop_may_end_it_names_the_lock_and_its_holder()
    {
        var gate = new object();
        using var release = new ManualResetEventSlim();
        var holderId = 0;
        var holder = Worker.OnThread(inPlace =>
        {
            lock (gate)
            {
                holderId = StopScope.Current!.ThreadIds[0];
                inPlace();
                release.Wait();
            }
        });
        var scope = Worker.OnThread(inPlace =>
        {
            using var shield = StopShield.Enter("commit", Phase.HardTimeout);
            inPlace();
            lock (gate)
            {
            }
        });

        var receipt = await AbandonAsync(scope, static thread => thread.Source == StackSource.Wait);
        release.Set();
        await Phase.InTime(scope.Completion);
        await Phase.InTime(holder.Completion);

        Assert.Equal(ScopeOutcome.Abandoned, receipt.Outcome);
        var thread = Assert.Single(receipt.StillRunning!.Threads);
        Assert.Equal((StackSource.Wait, (int?)holderId, true), (thread.Source, thread.LockHolder, thread.IsShielded));
        Assert.Contains(nameof(Of_a_wait_that_no_stop_may_end_it_names_the_lock_and_its_holder), thread.Stack[0]);
        var sentence = Assert.Single(receipt.LeftBehind);
        Assert.Contains($"waits in System.Threading.Monitor.Enter for System.Object, which thread {holderId} holds", sentence);
        Assert.Contains(thread.Stack[0], sentence);
        Assert.EndsWith(", and is in a shield.", sentence);
    }

    [Fact]
    public async Task A_run_that_awaits_says_what()
    {
        var client = new UnwovenClient();
        var buffer = new byte[1];
        var scope = Worker.OnPool(async inPlace =>
        {
            client.Asked = inPlace;
            await client.FillAsync(buffer);
        });

        var receipt = await AbandonAsync(scope);
        client.Answer();
        await Phase.InTime(scope.Completion);

        Assert.Equal(ScopeOutcome.Abandoned, receipt.Outcome);
        Assert.Empty(receipt.StillRunning!.Threads);
        Assert.Contains(Assert.Single(receipt.StillRunning.Awaits).Chain, static method => method.Contains(nameof(UnwovenClient.FillAsync)));
    }

    [Fact]
    public async Task A_run_that_was_stopped_says_nothing_of_that()
    {
        var scope = Worker.OnThread(static inPlace =>
        {
            inPlace();
            Thread.Sleep(Timeout.Infinite);
        });

        Assert.Null((await Phase.Stop(scope)).StillRunning);
    }

    [Fact]
    public async Task A_second_stop_does_not_take_the_receipt_of_the_first_one_away()
    {
        var release = false;
        var scope = Worker.OnThread(inPlace =>
        {
            inPlace();
            UnwovenLibrary.SpinUntil(ref release);
        });

        for (var round = 0; round < 20; round++)
        {
            var first = scope.StopAsync(new StopRequest { Deadline = TimeSpan.FromMilliseconds(1) });
            Phase.Until(() => !ReferenceEquals(scope.StopAsync(Hasty), first), "the first one is abandoned");
            Assert.Equal(ScopeOutcome.Abandoned, (await Phase.InTime(first)).Outcome);
        }

        Volatile.Write(ref release, true);
        await Phase.InTime(scope.Completion);
    }

    /// <summary>
    /// Where no processor is free, a receipt comes without the look, or with one that the threads had no time to answer as
    /// <paramref name="isAnswered"/> says: then another stop is asked for.
    /// </summary>
    private static async Task<StopReceipt> AbandonAsync(StopScope scope, Func<ThreadLook, bool>? isAnswered = null)
    {
        for (var attempt = 0; ; attempt++)
        {
            var receipt = await Phase.InTime(scope.StopAsync(Hasty));
            if (receipt.StillRunning?.Threads.All(isAnswered ?? (static _ => true)) == true
                || receipt.Outcome != ScopeOutcome.Abandoned
                || attempt == MostAttempts)
            {
                return receipt;
            }
        }
    }
}
