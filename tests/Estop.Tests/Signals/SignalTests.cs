using Estop.Tests.Unwoven;

namespace Estop.Tests.Signals;

/// <summary>Native calls that block end by a signal, and nothing else does.</summary>
public class SignalTests
{
    private static ulong Sink;

    [Theory]
    [InlineData("read")]
    [InlineData("poll")]
    [InlineData("nanosleep")]
    [InlineData("flock")]
    [InlineData("waitpid")]
    public async Task A_native_call_ends_with_EINTR_and_the_worker_is_stopped(string call)
    {
        var error = 0;
        var scope = Worker.OnThread(inPlace =>
        {
            while (true)
            {
                error = NativeCalls.Block(call, inPlace);
            }
        });

        var receipt = await Phase.Stop(scope);

        Assert.Equal(NativeCalls.Interrupted, error);
        Assert.Equal(Rung.Signal, receipt.EndedBy);
        Assert.Equal([Rung.Token, Rung.Safepoint, Rung.Interrupt, Rung.Signal], receipt.Rungs.Select(static rung => rung.Rung));
        Assert.Null(receipt.Rungs[^1].NotAvailable);
    }

    [Fact]
    public async Task The_signal_has_its_own_time_in_the_ladder()
    {
        var scope = Worker.OnThread(
            static inPlace => NativeCalls.Block("poll", inPlace),
            new LadderOptions { InterruptAfter = TimeSpan.FromMilliseconds(20), SignalAfter = TimeSpan.FromMilliseconds(300) });

        var receipt = await Phase.Stop(scope);

        Assert.Equal(Rung.Signal, receipt.EndedBy);
        Assert.True(receipt.Rungs[^1].After >= TimeSpan.FromMilliseconds(320));
        Assert.Empty(receipt.LeftBehind);
    }

    [Fact]
    public async Task A_native_call_of_a_library_or_on_a_thread_of_the_pool_ends_too()
    {
        var library = Worker.OnThread(static inPlace =>
        {
            inPlace();
            UnwovenLibrary.PollForEver();
        });
        var pool = Worker.OnPool(static inPlace =>
        {
            NativeCalls.Block("read", inPlace);
            return Task.CompletedTask;
        });

        Assert.Equal(Rung.Signal, (await Phase.Stop(library)).EndedBy);
        Assert.Equal(Rung.Signal, (await Phase.Stop(pool)).EndedBy);
    }

    [Fact]
    public async Task A_thread_that_the_signal_meets_on_its_way_out_was_ended_by_the_interrupt()
    {
        var scope = Worker.OnThread(
            static inPlace =>
            {
                inPlace();
                UnwovenLibrary.SleepAndComeOutSlowly();
            },
            new LadderOptions { SignalAfter = TimeSpan.FromMilliseconds(20) });

        var receipt = await Phase.Stop(scope);

        Assert.Contains(Rung.Signal, receipt.Rungs.Select(static rung => rung.Rung));
        Assert.Equal(Rung.Interrupt, receipt.EndedBy);
    }

    [Fact]
    public async Task A_thread_that_swallows_the_interrupt_and_blocks_in_native_code_is_ended_by_the_signal()
    {
        var scope = Worker.OnThread(static inPlace =>
        {
            inPlace();
            UnwovenLibrary.SleepThenPollForEver();
        });

        Assert.Equal(Rung.Signal, (await Phase.Stop(scope)).EndedBy);
    }

    [Fact]
    public async Task A_child_thread_that_an_interrupt_ends_is_stopped_and_leaves_nothing_behind()
    {
        var scope = Worker.OnThread(static inPlace => new Thread(() =>
        {
            inPlace();
            UnwovenLibrary.SleepForEver();
        }).Start());
        Phase.Until(() => scope.ThreadIds.Count == 1, "the body has returned");

        var receipt = await Phase.Stop(scope);

        Assert.Equal(Rung.Interrupt, receipt.EndedBy);
        Assert.Empty(receipt.LeftBehind);
    }

    [Fact]
    public async Task A_native_call_under_cleanup_is_not_disturbed()
    {
        var errors = new List<int>();
        var scope = Worker.OnThread(inPlace =>
        {
            try
            {
                errors.Add(NativeCalls.Block("read", inPlace));
                while (true)
                {
                }
            }
            finally
            {
                errors.Add(NativeCalls.Sleep(0.3));
            }
        });

        var receipt = await Phase.Stop(scope);

        Assert.Equal([NativeCalls.Interrupted, 0], errors);
        Assert.Equal(CleanupOutcome.Finished, receipt.Cleanup);
    }

    [Fact]
    public async Task A_native_call_in_cleanup_ends_when_the_budget_is_spent()
    {
        var scope = Worker.OnThread(
            static inPlace =>
            {
                try
                {
                    inPlace();
                    while (true)
                    {
                        Sink++;
                    }
                }
                finally
                {
                    while (NativeCalls.Sleep(1000) != 0)
                    {
                    }
                }
            },
            new LadderOptions { CleanupBudget = TimeSpan.FromMilliseconds(200) });

        var receipt = await Phase.Stop(scope);

        Assert.Equal(CleanupOutcome.Cut, receipt.Cleanup);
        Assert.Equal(Rung.Signal, receipt.EndedBy);
    }

    [Fact]
    public async Task Managed_waits_and_other_threads_are_not_disturbed()
    {
        // Blocks in native code of another scope, and of none, while the worker is signalled again and again.
        var errors = new int[2];
        var outside = new Thread(() => errors[0] = NativeCalls.Sleep(1.5)) { IsBackground = true };
        outside.Start();
        var other = Worker.OnThread(inPlace =>
        {
            inPlace();
            errors[1] = NativeCalls.Sleep(1.5);
        });
        using var release = new ManualResetEventSlim();
        var waited = false;
        var ignoring = Worker.OnThread(inPlace =>
        {
            // A wait of the library's that takes no interrupt: its callers get it back, and it goes on waiting.
            waited = UnwovenLibrary.WaitWhateverComes(release, inPlace);
        });

        var stop = ignoring.StopAsync(new StopRequest { Deadline = TimeSpan.FromSeconds(20) });
        Assert.True(outside.Join(Phase.HardTimeout));
        await Phase.InTime(other.Completion);
        Assert.False(stop.IsCompleted);
        release.Set();
        await Phase.InTime(stop);

        Assert.Equal([0, 0], errors);
        Assert.True(waited);
    }

    [Fact]
    public async Task A_thread_that_blocks_the_signal_is_left_alone_and_the_run_abandoned()
    {
        var error = -1;
        var scope = Worker.OnThread(inPlace =>
        {
            NativeCalls.BlockSignals();
            inPlace();
            error = NativeCalls.Sleep(2);
        });

        var receipt = await Phase.InTime(scope.StopAsync(new StopRequest { Deadline = TimeSpan.FromSeconds(0.7) }));

        Assert.Equal(ScopeOutcome.Abandoned, receipt.Outcome);
        await Phase.InTime(scope.Completion);
        Assert.Equal(0, error);
    }

    [Fact]
    public async Task No_signal_comes_after_the_native_call_it_was_meant_for()
    {
        // The code after it does what it does: whatever it meets there must not be a signal that came late.
        for (var round = 0; round < 30; round++)
        {
            var errors = new List<int>();
            var scope = Worker.OnThread(
                inPlace =>
                {
                    try
                    {
                        inPlace();
                        for (var i = 0; i < 1_000_000; i++)
                        {
                            if (NativeCalls.Sleep(0.0005) != 0)
                            {
                                UnwovenLibrary.Nap();
                            }
                        }
                    }
                    finally
                    {
                        for (var i = 0; i < 20; i++)
                        {
                            errors.Add(NativeCalls.Sleep(0.0001));
                        }
                    }
                },
                new LadderOptions { InterruptAfter = TimeSpan.Zero, SignalAfter = TimeSpan.Zero });

            await Phase.Stop(scope);

            Assert.All(errors, static error => Assert.Equal(0, error));
            Assert.Equal(20, errors.Count);
        }
    }
}
