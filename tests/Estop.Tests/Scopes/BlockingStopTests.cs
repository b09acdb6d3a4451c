using Estop.Tests.Unwoven;

namespace Estop.Tests.Scopes;

/// <summary>Stops on a thread that waits for the receipt itself.</summary>
public class BlockingStopTests
{
    [Fact]
    public async Task A_blocking_stop_of_a_thread_returns_when_it_is_gone()
    {
        var scope = Worker.OnThread(SleepForEver);

        var receipt = await OnThread(() => scope.Stop());

        Assert.Equal((ScopeOutcome.Stopped, Rung.Safepoint), (receipt.Outcome, receipt.EndedBy));
        Phase.ThreadIsGone(Assert.Single(receipt.Proof!.Threads));
        Assert.Same(receipt, await Phase.InTime(scope.StopAsync()));
    }

    [Fact]
    public async Task A_blocking_stop_of_a_task_returns_when_it_has_completed()
    {
        var scope = Worker.OnPool(static async inPlace =>
        {
            inPlace();
            await Task.Delay(Timeout.Infinite);
        });

        var receipt = await OnThread(() => scope.Stop(StopMode.Prompt));

        Assert.Equal((ScopeOutcome.Stopped, ProofKind.TasksCompleted), (receipt.Outcome, receipt.Proof!.Kind));
    }

    [Fact]
    public async Task A_blocking_stop_waits_for_every_thread_and_task_of_the_scope()
    {
        using var children = new CountdownEvent(3);
        var scope = Worker.OnThread(inPlace =>
        {
            for (var i = 0; i < 2; i++)
            {
                new Thread(() =>
                {
                    children.Signal();
                    Thread.Sleep(Timeout.Infinite);
                }).Start();
            }

            _ = Task.Run(async () =>
            {
                children.Signal();
                await Task.Delay(Timeout.Infinite);
            });
            children.Wait();
            inPlace();
            Thread.Sleep(Timeout.Infinite);
        });

        var receipt = await OnThread(() => scope.Stop());

        Assert.Equal(ScopeOutcome.Stopped, receipt.Outcome);
        Assert.Equal(3, receipt.Proof!.Threads.Count);
        Assert.All(receipt.Proof.Threads, Phase.ThreadIsGone);
    }

    [Fact]
    public async Task Its_later_rungs_are_taken_while_the_caller_waits()
    {
        var scope = Worker.OnThread(static inPlace =>
        {
            inPlace();
            UnwovenLibrary.SleepForEver();
        });

        var receipt = await OnThread(() => scope.Stop());

        Assert.Equal((ScopeOutcome.Stopped, Rung.Interrupt), (receipt.Outcome, receipt.EndedBy));
    }

    [Fact]
    public async Task It_says_abandoned_when_the_deadline_has_passed()
    {
        var release = false;
        var scope = Worker.OnThread(inPlace =>
        {
            inPlace();
            UnwovenLibrary.SpinUntil(ref release);
        });

        var receipt = await OnThread(() => scope.Stop(new StopRequest { Deadline = TimeSpan.FromMilliseconds(200) }));

        Assert.Equal(ScopeOutcome.Abandoned, receipt.Outcome);
        Volatile.Write(ref release, true);
        await Phase.InTime(scope.Completion);
    }

    [Fact]
    public async Task One_that_has_ended_answers_at_once()
    {
        var scope = StopScope.StartThread(static () => { });
        await Phase.InTime(scope.Completion);

        Assert.Equal(ScopeOutcome.Completed, (await OnThread(() => scope.Stop())).Outcome);
    }

    [Fact]
    public async Task Blocking_stops_that_meet_others_share_their_receipt()
    {
        var scope = Worker.OnThread(SleepForEver);

        var receipts = await Phase.InTime(Task.WhenAll(Enumerable.Range(0, 8).Select(
            i => i % 2 == 0 ? OnThread(() => scope.Stop()) : Task.Run(() => scope.StopAsync()))));

        Assert.All(receipts, receipt => Assert.Same(receipts[0], receipt));
    }

    [Fact]
    public async Task An_interrupt_of_the_caller_ends_its_wait_and_not_the_stop()
    {
        using var cleans = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        var scope = Worker.OnThread(inPlace => SleepAndClean(inPlace, cleans, goOn));
        Exception? thrown = null;
        var caller = new Thread(() => thrown = Record.Exception(() => scope.Stop()));
        caller.Start();
        Phase.Reached(cleans);

        caller.Interrupt();
        Assert.True(caller.Join(Phase.HardTimeout));
        goOn.Set();

        Assert.IsType<ThreadInterruptedException>(thrown);
        Assert.Equal(ScopeOutcome.Stopped, (await Phase.InTime(scope.Completion)).Outcome);
    }

    [Fact]
    public async Task An_interrupt_that_meets_the_end_loses_no_receipt()
    {
        for (var round = 0; round < 200; round++)
        {
            var scope = Worker.OnThread(SleepForEver);
            var caller = new Thread(() => _ = Record.Exception(() => scope.Stop()));
            caller.Start();
            caller.Interrupt();
            Assert.True(caller.Join(Phase.HardTimeout));

            Assert.Equal(ScopeOutcome.Stopped, (await Phase.InTime(scope.StopAsync())).Outcome);
        }
    }

    [Fact]
    public async Task Code_of_a_scope_that_waits_so_for_another_is_stopped_too()
    {
        using var cleans = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        var other = Worker.OnThread(inPlace => SleepAndClean(inPlace, cleans, goOn));
        var scope = StopScope.StartThread(() => other.Stop());
        Phase.Reached(cleans);

        await Phase.Stop(scope);
        goOn.Set();

        Assert.Equal(ScopeOutcome.Stopped, (await Phase.InTime(other.Completion)).Outcome);
    }

    [Fact]
    public async Task A_scope_can_stop_itself_so()
    {
        var scope = StopScope.StartThread(static () => StopScope.Current!.Stop());

        Assert.Equal(ScopeOutcome.Stopped, (await Phase.InTime(scope.Completion)).Outcome);
    }

    private static void SleepForEver(Action inPlace)
    {
        inPlace();
        Thread.Sleep(Timeout.Infinite);
    }

    private static void SleepAndClean(Action inPlace, ManualResetEventSlim cleans, ManualResetEventSlim goOn)
    {
        try
        {
            inPlace();
            Thread.Sleep(Timeout.Infinite);
        }
        finally
        {
            cleans.Set();
            goOn.Wait();
        }
    }

    /// <summary>A thread of its own, as whoever blocks should have one.</summary>
    private static async Task<StopReceipt> OnThread(Func<StopReceipt> stop) => await Phase.InTime(
        Task.Factory.StartNew(stop, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
}
