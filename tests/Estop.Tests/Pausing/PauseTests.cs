using Estop.Runtime;
using Estop.Tests.Unwoven;
using static Estop.Tests.Pausing.Pauses;

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

    /// <summary>A thread that a resumption has woken may not have gone on yet when the next pause comes.</summary>
    [Fact]
    public async Task Nobody_goes_on_in_a_pause_that_comes_right_behind_a_resumption()
    {
        var rounds = 0L;
        var scope = Worker.OnThread(inPlace =>
        {
            inPlace();
            while (true)
            {
                Volatile.Write(ref rounds, rounds + 1);
            }
        });
        await PauseOverAndOver(scope, () => Volatile.Read(ref rounds));
        await Phase.Stop(scope);
    }

    /// <summary>What comes from outside has asked whether it may go on, and is about to, when the pause comes.</summary>
    [Theory]
    [InlineData("awaits")]
    [InlineData("hands work over")]
    [InlineData("starts tasks")]
    [InlineData("starts timers")]
    public async Task Nobody_comes_in_once_a_pause_is_reported(string how)
    {
        var rounds = 0L;
        var scope = Worker.OnPool(async inPlace =>
        {
            inPlace();
            using var timer = how != "starts timers" ? null
                : new Timer(_ => Volatile.Write(ref rounds, rounds + 1), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(1));
            while (true)
            {
                switch (how)
                {
                    case "awaits":
                        Volatile.Write(ref rounds, rounds + 1);
                        await Task.Yield();
                        break;
                    case "hands work over":
                        var done = new TaskCompletionSource();
                        ThreadPool.QueueUserWorkItem(_ =>
                        {
                            Volatile.Write(ref rounds, rounds + 1);
                            done.SetResult();
                        });
                        await done.Task;
                        break;
                    case "starts tasks":
                        await Task.Run(() => Volatile.Write(ref rounds, rounds + 1));
                        break;
                    default:
                        await Task.Delay(1);
                        break;
                }
            }
        });
        await PauseOverAndOver(scope, () => Volatile.Read(ref rounds));
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
}
