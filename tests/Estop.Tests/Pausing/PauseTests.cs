using Estop.Runtime;
using Estop.Tests.Unwoven;

namespace Estop.Tests.Pausing;

/// <summary>A pause holds a scope at its safepoints. What goes on is counted: held code counts nothing.</summary>
[Collection(nameof(PauseTests))]
[CollectionDefinition(nameof(PauseTests), DisableParallelization = true)]
public class PauseTests
{
    [Fact]
    public async Task A_loop_is_held_where_it_polls_and_goes_on_when_it_is_resumed()
    {
        var rounds = 0L;
        var scope = Worker.OnThread(inPlace =>
        {
            inPlace();
            while (true)
            {
                rounds++;
            }
        });

        await Pause(scope);
        Assert.True(scope.IsPaused);
        AssertHeld(ref rounds);

        scope.Resume();
        Assert.False(scope.IsPaused);
        AssertGoesOn(ref rounds);
        await Phase.Stop(scope);
    }

    [Fact]
    public async Task A_held_scope_leaves_the_word_clear_that_every_loop_reads()
    {
        var scope = Worker.OnThread(static inPlace =>
        {
            inPlace();
            while (true)
            {
            }
        });

        await Pause(scope);
        Assert.Equal(0, SafepointWord.Pending);

        scope.Resume();
        Assert.Equal(0, SafepointWord.Pending);
        Assert.Equal(0, SafepointWord.Stopping);
        await Phase.Stop(scope);
    }

    [Fact]
    public async Task A_sleep_does_not_count_down_while_it_is_held()
    {
        var slept = false;
        var time = TimeSpan.FromMilliseconds(200);
        var scope = Worker.OnThread(inPlace =>
        {
            inPlace();
            Thread.Sleep(time);
            Volatile.Write(ref slept, true);
            Thread.Sleep(Timeout.Infinite);
        });

        await Pause(scope);
        Thread.Sleep(2 * time);
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
    public async Task A_pause_waits_for_the_end_of_a_shield_and_breaks_none()
    {
        using var goOn = new ManualResetEventSlim();
        var finished = false;
        var scope = Worker.OnThread(inPlace =>
        {
            try
            {
            }
            finally
            {
                inPlace();
                goOn.Wait();
                finished = true;
            }

            while (true)
            {
            }
        });

        var pausing = scope.PauseAsync(Phase.HardTimeout);
        await OthersHaveRun();
        Assert.False(pausing.IsCompleted);

        goOn.Set();
        Assert.Equal(PauseOutcome.Paused, (await Phase.InTime(pausing)).Outcome);
        Assert.True(finished);
        await Phase.Stop(scope);
    }

    [Fact]
    public async Task Nobody_is_held_with_a_lock_in_his_hand()
    {
        var gate = new Lock();
        var rounds = 0L;
        var scope = Worker.OnThread(inPlace =>
        {
            while (true)
            {
                lock (gate)
                {
                    inPlace();
                    for (var i = 0; i < 10_000; i++)
                    {
                        Volatile.Write(ref rounds, rounds + 1);
                    }
                }
            }
        });
        for (var round = 0; round < 50; round++)
        {
            await Pause(scope);
            Assert.True(gate.TryEnter(), "The held worker holds the lock.");
            gate.Exit();
            scope.Resume();
        }

        await Phase.Stop(scope);
    }

    [Fact]
    public async Task What_has_no_safepoints_is_reported_within_the_deadline_and_held_when_it_comes_to_one()
    {
        var release = false;
        var rounds = 0L;
        var scope = Worker.OnThread(inPlace =>
        {
            inPlace();
            UnwovenLibrary.SpinUntil(ref release);
            while (true)
            {
                rounds++;
            }
        });

        var receipt = await Phase.InTime(scope.PauseAsync(TimeSpan.FromMilliseconds(50)));
        Assert.Equal(PauseOutcome.Incomplete, receipt.Outcome);
        Assert.Contains("has not come to a safepoint", Assert.Single(receipt.StillExecuting));

        Volatile.Write(ref release, true);
        await Pause(scope);
        AssertHeld(ref rounds);
        await Phase.Stop(scope);
    }

    [Fact]
    public async Task What_does_not_come_leaves_the_word_clear_most_of_the_time()
    {
        var release = false;
        var scope = Worker.OnThread(inPlace =>
        {
            inPlace();
            UnwovenLibrary.SpinUntil(ref release);
        });
        await Phase.InTime(scope.PauseAsync(TimeSpan.FromMilliseconds(50)));

        var set = 0;
        const int Looks = 300;
        for (var look = 0; look < Looks; look++)
        {
            set += SafepointWord.Pending != 0 ? 1 : 0;
            Thread.Sleep(1);
        }

        Volatile.Write(ref release, true);
        await Phase.InTime(scope.Completion);
        Assert.InRange(set, 0, Looks / 10);
        Assert.Equal(0, SafepointWord.Pending);
        Assert.Equal(0, SafepointWord.Stopping);
    }

    [Fact]
    public async Task Code_on_a_thread_of_the_pool_that_does_not_await_is_not_held_and_the_receipt_says_so()
    {
        var rounds = 0L;
        var scope = Worker.OnPool(inPlace =>
        {
            inPlace();
            while (true)
            {
                rounds++;
            }
        });

        var receipt = await Phase.InTime(scope.PauseAsync(TimeSpan.FromMilliseconds(50)));

        Assert.Equal(PauseOutcome.Incomplete, receipt.Outcome);
        Assert.Contains("of the pool", Assert.Single(receipt.StillExecuting));
        AssertGoesOn(ref rounds);
        Assert.Equal(0, SafepointWord.Pending);
        await Phase.Stop(scope);
    }

    [Fact]
    public async Task A_stop_of_a_paused_scope_works_at_once_and_its_cleanup_runs()
    {
        var cleaned = 0;
        var onThread = Worker.OnThread(inPlace =>
        {
            try
            {
                inPlace();
                while (true)
                {
                }
            }
            finally
            {
                Interlocked.Increment(ref cleaned);
            }
        });
        var onPool = Worker.OnPool(async inPlace =>
        {
            try
            {
                inPlace();
                while (true)
                {
                    await Task.Delay(1);
                }
            }
            finally
            {
                Interlocked.Increment(ref cleaned);
            }
        });
        await Pause(onThread);
        await Pause(onPool);

        var receipt = await Phase.Stop(onThread);
        Assert.Equal(Rung.Safepoint, receipt.EndedBy);
        Assert.Equal(Rung.Safepoint, receipt.Rungs[^1].Rung);
        await Phase.Stop(onPool);
        Assert.Equal(2, cleaned);
    }

    [Fact]
    public async Task A_graceful_stop_lets_a_paused_scope_look_at_its_token()
    {
        var said = "";
        var scope = Worker.OnThread(inPlace =>
        {
            var token = StopScope.Current!.Token;
            inPlace();
            while (!token.IsCancellationRequested)
            {
                Thread.Sleep(1);
            }

            said = "goodbye";
        });
        await Pause(scope);

        var receipt = await Phase.InTime(scope.StopAsync(
            new StopRequest { Mode = StopMode.Graceful, Grace = Phase.HardTimeout, Deadline = 2 * Phase.HardTimeout }));

        Assert.Equal(Rung.Token, receipt.EndedBy);
        Assert.Equal("goodbye", said);
    }

    [Fact]
    public async Task A_scope_that_is_paused_before_it_starts_starts_when_it_is_resumed()
    {
        for (var round = 0; round < 100; round++)
        {
            var started = 0;
            var scope = round % 2 == 0
                ? StopScope.StartThread(() => Interlocked.Increment(ref started))
                : StopScope.StartTask(() => Task.FromResult(Interlocked.Increment(ref started)));

            var receipt = await Phase.InTime(scope.PauseAsync());

            if (receipt.Outcome == PauseOutcome.Paused)
            {
                scope.Resume();
            }

            Assert.Equal(ScopeOutcome.Completed, (await Phase.InTime(scope.Completion)).Outcome);
            Assert.Equal(1, started);
        }
    }

    [Fact]
    public async Task A_pause_of_what_has_ended_or_is_being_stopped_says_so()
    {
        var ended = StopScope.StartThread(static () => { });
        await Phase.InTime(ended.Completion);
        Assert.Equal(PauseOutcome.Ended, (await Phase.InTime(ended.PauseAsync())).Outcome);

        using var goOn = new ManualResetEventSlim();
        var stopping = Worker.OnThread(inPlace =>
        {
            try
            {
                inPlace();
                Thread.Sleep(Timeout.Infinite);
            }
            finally
            {
                goOn.Wait();
            }
        });
        var stop = stopping.StopAsync();
        Assert.Equal(PauseOutcome.Ended, (await Phase.InTime(stopping.PauseAsync())).Outcome);
        Assert.False(stopping.IsPaused);
        goOn.Set();
        Assert.Equal(ScopeOutcome.Stopped, (await Phase.InTime(stop)).Outcome);
    }

    [Fact]
    public async Task A_pause_that_is_resumed_before_all_was_held_says_so()
    {
        var release = false;
        var scope = Worker.OnThread(inPlace =>
        {
            inPlace();
            UnwovenLibrary.SpinUntil(ref release);
        });
        var pausing = scope.PauseAsync();

        scope.Resume();

        Assert.Equal(PauseOutcome.Resumed, (await Phase.InTime(pausing)).Outcome);
        Volatile.Write(ref release, true);
        Assert.Equal(ScopeOutcome.Completed, (await Phase.InTime(scope.Completion)).Outcome);
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

    [Fact]
    public async Task Thousands_that_are_resumed_at_once_all_go_on()
    {
        const int Count = 2000;
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gone = 0;
        var scopes = Enumerable.Range(0, Count).Select(_ => Worker.OnPool(async inPlace =>
        {
            inPlace();
            await go.Task;
            Interlocked.Increment(ref gone);
        })).ToList();
        await Phase.InTime(Task.WhenAll(scopes.Select(scope => scope.PauseAsync())));
        go.SetResult();
        await OthersHaveRun();
        Assert.Equal(0, Volatile.Read(ref gone));

        scopes.ForEach(scope => scope.Resume());

        await Phase.InTime(Task.WhenAll(scopes.Select(scope => scope.Completion)));
        Assert.Equal(Count, gone);
    }

    [Fact]
    public void What_is_resumed_fills_the_queue_of_the_pool_no_further_than_its_limit()
    {
        using var blocked = new ManualResetEventSlim();
        ThreadPool.GetMinThreads(out var workers, out _);
        var begun = 0;
        var queued = ThreadPool.PendingWorkItemCount;
        using var all = new CountdownEvent(1000);

        Resumption.Release([.. Enumerable.Range(0, all.InitialCount).Select(_ => new Action(() =>
        {
            Interlocked.Increment(ref begun);
            blocked.Wait();
            all.Signal();
        }))]);

        Phase.Until(() => Volatile.Read(ref begun) >= workers, "the threads of the pool are taken");
        Assert.InRange(ThreadPool.PendingWorkItemCount - queued, 0, Resumption.Limit + 50);
        blocked.Set();
        Assert.True(all.Wait(Phase.HardTimeout));
    }

    private static async Task Pause(StopScope scope)
    {
        var receipt = await Phase.InTime(scope.PauseAsync(Phase.HardTimeout / 2));
        Assert.Equal(PauseOutcome.Paused, receipt.Outcome);
        Assert.Empty(receipt.StillExecuting);
    }

    private static void AssertHeld(ref long rounds)
    {
        var before = Volatile.Read(ref rounds);
        for (var look = 0; look < 20; look++)
        {
            Thread.Sleep(1);
            Assert.Equal(before, Volatile.Read(ref rounds));
        }
    }

    private static void AssertGoesOn(ref long rounds)
    {
        var before = Volatile.Read(ref rounds);
        var spin = new SpinWait();
        var until = Environment.TickCount64 + (long)Phase.HardTimeout.TotalMilliseconds;
        while (Volatile.Read(ref rounds) == before)
        {
            Assert.True(Environment.TickCount64 < until, "The worker does not go on.");
            spin.SpinOnce();
        }
    }

    private static bool IsWaiting(StopScope scope) =>
        scope.ThreadIds is [var id]
        && File.ReadAllText($"/proc/self/task/{id}/stat") is var stat
        && stat[stat.LastIndexOf(')') + 2] == 'S';

    /// <summary>Work that was queued behind it has run.</summary>
    private static async Task OthersHaveRun()
    {
        for (var round = 0; round < 20; round++)
        {
            await Task.Run(static () => { });
            await Task.Delay(1);
        }
    }
}
