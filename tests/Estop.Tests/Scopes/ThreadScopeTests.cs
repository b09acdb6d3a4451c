using Estop.Runtime;

namespace Estop.Tests.Scopes;

public class ThreadScopeTests
{
    [Fact]
    public async Task A_spinning_thread_is_stopped_and_its_thread_is_gone()
    {
        using var running = new ManualResetEventSlim();
        var scope = StopScope.StartThread(() =>
        {
            running.Set();
            while (true)
            {
                Safepoint.Poll();
            }
        });
        Phase.Reached(running);
        var thread = Assert.Single(scope.ThreadIds);

        var receipt = await Phase.InTime(scope.StopAsync());

        Assert.Equal(ScopeOutcome.Stopped, receipt.Outcome);
        Assert.Equal(Rung.Safepoint, receipt.EndedBy);
        Assert.Equal(ProofKind.ThreadsExited, receipt.Proof!.Kind);
        Assert.Equal([thread], receipt.Proof.Threads);
        Assert.False(Directory.Exists($"/proc/self/task/{thread}"));
        Assert.Contains(nameof(A_spinning_thread_is_stopped_and_its_thread_is_gone), receipt.StoppedAt);
    }

    [Fact]
    public async Task A_long_sleep_ends_at_once()
    {
        using var running = new ManualResetEventSlim();
        var scope = StopScope.StartThread(() =>
        {
            running.Set();
            ThreadWaits.Sleep(Timeout.Infinite);
        });
        Phase.Reached(running);

        var receipt = await Phase.InTime(scope.StopAsync());

        Assert.Equal(ScopeOutcome.Stopped, receipt.Outcome);
        Assert.Equal(Rung.Safepoint, receipt.EndedBy);
    }

    [Fact]
    public void Waiting_for_a_lock_ends_at_once()
    {
        using var running = new ManualResetEventSlim();
        var held = new object();
        StopReceipt receipt;
        lock (held)
        {
            var scope = StopScope.StartThread(() =>
            {
                running.Set();
                LockWaits.Enter(held);
            });
            Phase.Reached(running);
            receipt = Phase.Block(scope.StopAsync());
        }

        Assert.Equal(ScopeOutcome.Stopped, receipt.Outcome);
        Assert.Equal(Rung.Safepoint, receipt.EndedBy);
        Assert.True(Monitor.TryEnter(held));
    }

    [Fact]
    public async Task An_unwoven_sleep_ends_by_the_interrupt_rung()
    {
        using var running = new ManualResetEventSlim();
        var scope = StopScope.StartThread(() =>
        {
            running.Set();
            Thread.Sleep(Timeout.Infinite);
        });
        Phase.Reached(running);

        var receipt = await Phase.InTime(scope.StopAsync());

        Assert.Equal(ScopeOutcome.Stopped, receipt.Outcome);
        Assert.Equal(Rung.Interrupt, receipt.EndedBy);
    }

    [Fact]
    public async Task A_body_that_returns_is_completed_and_a_stop_says_so()
    {
        var scope = StopScope.StartThread(static () => { });
        var end = await Phase.InTime(scope.Completion);
        var receipt = await Phase.InTime(scope.StopAsync());

        Assert.Equal(ScopeOutcome.Completed, end.Outcome);
        Assert.Equal(ScopeOutcome.Completed, receipt.Outcome);
        Assert.Null(receipt.EndedBy);
        Assert.Empty(receipt.Rungs);
    }

    [Fact]
    public async Task An_unwoven_spin_is_abandoned_and_never_called_stopped_before_it_ends()
    {
        var release = false;
        using var running = new ManualResetEventSlim();
        var scope = StopScope.StartThread(() =>
        {
            running.Set();
            while (!Volatile.Read(ref release))
            {
            }
        });
        Phase.Reached(running);

        var receipt = await Phase.InTime(scope.StopAsync(new StopRequest { Deadline = TimeSpan.FromMilliseconds(200) }));

        Assert.Equal(ScopeOutcome.Abandoned, receipt.Outcome);
        Assert.Null(receipt.Proof);
        Assert.Equal(Rung.Abandon, receipt.Rungs[^1].Rung);
        Assert.False(scope.Completion.IsCompleted);
        Assert.Single(receipt.LeftBehind);

        Volatile.Write(ref release, true);
        await Phase.InTime(scope.Completion);
    }

    [Fact]
    public async Task A_task_that_awaits_for_ever_ends_by_its_woven_token()
    {
        using var running = new ManualResetEventSlim();
        var scope = StopScope.StartTask(async () =>
        {
            running.Set();
            await Task.Delay(Timeout.Infinite, Tokens.Current());
        });
        Phase.Reached(running);

        var receipt = await Phase.InTime(scope.StopAsync());

        Assert.Equal(ScopeOutcome.Stopped, receipt.Outcome);
        Assert.Equal(Rung.Safepoint, receipt.EndedBy);
        Assert.Equal(ProofKind.TasksCompleted, receipt.Proof!.Kind);
    }

    [Fact]
    public async Task Graceful_gives_code_that_looks_at_its_token_that_time_first()
    {
        using var running = new ManualResetEventSlim();
        var said = "";
        StopScope? scope = null;
        scope = StopScope.StartThread(() =>
        {
            var token = StopScope.Current!.Token;
            running.Set();
            token.WaitHandle.WaitOne();
            said = "goodbye";
        });
        Phase.Reached(running);

        var receipt = await Phase.InTime(scope.StopAsync(
            new StopRequest { Mode = StopMode.Graceful, Grace = Phase.HardTimeout, Deadline = TimeSpan.FromMinutes(1) }));

        Assert.Equal("goodbye", said);
        Assert.Equal(ScopeOutcome.Stopped, receipt.Outcome);
        Assert.Equal(Rung.Token, receipt.EndedBy);
    }
}
