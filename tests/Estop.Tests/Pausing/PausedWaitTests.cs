using static Estop.Tests.Pausing.Pauses;

namespace Estop.Tests.Pausing;

/// <summary>What waits, awaits or has not begun when its scope is paused.</summary>
[Collection(nameof(PauseTests))]
public class PausedWaitTests
{
    [Fact]
    public async Task A_sleep_does_not_count_down_while_it_is_held()
    {
        var slept = false;
        var time = TimeSpan.FromSeconds(1);
        var scope = Worker.OnThread(inPlace =>
        {
            inPlace();
            Thread.Sleep(time);
            Volatile.Write(ref slept, true);
            Thread.Sleep(Timeout.Infinite);
        });

        await Pause(scope);
        Thread.Sleep(1.5 * time);
        Assert.False(Volatile.Read(ref slept));

        scope.Resume();
        Phase.Until(() => Volatile.Read(ref slept), "the rest of the sleep is over");
        await Phase.Stop(scope);
    }

    [Fact]
    public async Task A_sleep_is_not_cut_short_by_pauses()
    {
        var elapsed = TimeSpan.Zero;
        var time = TimeSpan.FromMilliseconds(300);
        var scope = Worker.OnThread(inPlace =>
        {
            inPlace();
            var started = System.Diagnostics.Stopwatch.GetTimestamp();
            Thread.Sleep(time);
            elapsed = System.Diagnostics.Stopwatch.GetElapsedTime(started);
        });

        for (var round = 0; round < 100; round++)
        {
            await Phase.InTime(scope.PauseAsync());
            scope.Resume();
        }

        await Phase.InTime(scope.Completion);
        Assert.True(elapsed >= time, $"Slept {elapsed.TotalMilliseconds} ms.");
    }

    [Fact]
    public async Task A_wait_goes_on_and_is_held_when_it_has_ended()
    {
        using var signal = new SemaphoreSlim(0);
        var got = false;
        var scope = Worker.OnThread(inPlace =>
        {
            inPlace();
            while (true)
            {
                signal.Wait();
                Volatile.Write(ref got, true);
            }
        });
        Phase.Until(() => IsWaiting(scope), "the worker waits");

        await Pause(scope);
        signal.Release();
        Phase.Until(() => signal.CurrentCount == 0, "the wait has ended");
        signal.Release();
        await Pause(scope);

        // The second release is still there: the worker did not come around to take it.
        Assert.Equal(1, signal.CurrentCount);
        scope.Resume();
        Phase.Until(() => signal.CurrentCount == 0 && Volatile.Read(ref got), "the worker goes on");
        await Phase.Stop(scope);
    }

    [Fact]
    public async Task Code_that_awaits_is_held_when_it_would_go_on()
    {
        var next = new TaskCompletionSource();
        var rounds = 0;
        var scope = Worker.OnPool(async inPlace =>
        {
            inPlace();
            while (true)
            {
                await Volatile.Read(ref next).Task;
                Volatile.Write(ref next, new TaskCompletionSource());
                Interlocked.Increment(ref rounds);
            }
        });

        await Pause(scope);
        next.SetResult();
        await OthersHaveRun();
        Assert.Equal(0, Volatile.Read(ref rounds));

        scope.Resume();
        Phase.Until(() => Volatile.Read(ref rounds) == 1, "the continuation goes on");
        await Phase.Stop(scope);
    }

    [Fact]
    public async Task Work_that_was_handed_to_the_pool_is_held_before_it_starts()
    {
        using var handOver = new ManualResetEventSlim();
        var started = 0;
        Task? child = null;
        var scope = Worker.OnThread(inPlace =>
        {
            inPlace();
            handOver.Wait();
            child = Task.Run(() => Interlocked.Increment(ref started));
            ThreadPool.QueueUserWorkItem(_ => Interlocked.Increment(ref started));
            child.Wait();
        });
        Phase.Until(() => IsWaiting(scope), "the worker waits");

        // It hands over before it comes to the next safepoint.
        await Pause(scope);
        handOver.Set();
        await OthersHaveRun();
        Assert.Equal(0, Volatile.Read(ref started));

        scope.Resume();
        Assert.Equal(ScopeOutcome.Completed, (await Phase.InTime(scope.Completion)).Outcome);
        Assert.Equal(2, started);
    }

    [Fact]
    public async Task An_interrupt_of_the_users_that_comes_while_it_is_held_reaches_its_next_wait()
    {
        Thread? thread = null;
        var reached = false;
        var go = false;
        var scope = Worker.OnThread(inPlace =>
        {
            thread = Thread.CurrentThread;
            inPlace();
            while (!Volatile.Read(ref go))
            {
            }

            try
            {
                Thread.Sleep(Timeout.Infinite);
            }
            catch (ThreadInterruptedException)
            {
                reached = true;
            }
        });
        await Pause(scope);

        thread!.Interrupt();
        Volatile.Write(ref go, true);
        scope.Resume();

        Assert.Equal(ScopeOutcome.Completed, (await Phase.InTime(scope.Completion)).Outcome);
        Assert.True(reached);
    }
}
