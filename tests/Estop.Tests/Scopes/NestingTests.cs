using Estop.Tests.Unwoven;

namespace Estop.Tests.Scopes;

/// <summary>A scope that code of another has made lies inside it.</summary>
public class NestingTests
{
    [Fact]
    public async Task A_stop_of_the_outer_scope_stops_the_inner_one_and_both_have_a_receipt()
    {
        StopScope? inner = null;
        var outer = Worker.OnThread(inPlace =>
        {
            inner = StopScope.StartThread(() =>
            {
                inPlace();
                while (true)
                {
                }
            });
            Thread.Sleep(Timeout.Infinite);
        });

        var receipt = await Phase.Stop(outer);
        var ofInner = await Phase.InTime(inner!.StopAsync());

        Assert.Same(outer, inner.Outer);
        Assert.Equal(ScopeOutcome.Stopped, receipt.Outcome);
        Assert.Equal(ScopeOutcome.Stopped, ofInner.Outcome);
        Assert.Equal(inner.Name, ofInner.Scope);
        Assert.Contains(outer.Name, ofInner.Reason);
        Assert.All(ofInner.Proof!.Threads, Phase.ThreadIsGone);
    }

    [Fact]
    public async Task A_stop_of_the_inner_scope_does_not_touch_the_outer_one()
    {
        StopScope? inner = null;
        var rounds = 0L;
        var outer = Worker.OnThread(inPlace =>
        {
            inner = StopScope.StartThread(static () => Thread.Sleep(Timeout.Infinite));
            inPlace();
            while (true)
            {
                rounds++;
            }
        });

        await Phase.Stop(inner!);

        var before = Volatile.Read(ref rounds);
        Phase.Until(() => Volatile.Read(ref rounds) > before, "the outer scope goes on");
        Assert.False(outer.IsStopping);
        await Phase.Stop(outer);
    }

    [Fact]
    public async Task The_outer_scope_is_not_over_before_the_inner_one()
    {
        StopScope? inner = null;
        var outer = StopScope.StartTask(() =>
        {
            inner = StopScope.StartTask(static () => Task.Delay(Timeout.Infinite));
            return Task.CompletedTask;
        });
        Phase.Until(() => inner is not null, "the inner scope is there");

        Assert.False(outer.Completion.IsCompleted);
        await Phase.Stop(inner!);

        Assert.Equal(ScopeOutcome.Completed, (await Phase.InTime(outer.Completion)).Outcome);
    }

    [Fact]
    public async Task A_scope_made_where_the_flow_is_suppressed_lies_in_none()
    {
        StopScope? other = null;
        var outer = Worker.OnThread(inPlace =>
        {
            using (ExecutionContext.SuppressFlow())
            {
                other = StopScope.StartThread(static () => Thread.Sleep(Timeout.Infinite));
            }

            inPlace();
            Thread.Sleep(Timeout.Infinite);
        });

        await Phase.Stop(outer);

        Assert.Null(other!.Outer);
        Assert.False(other.IsStopping);
        await Phase.Stop(other);
    }

    [Fact]
    public async Task A_scope_that_is_made_as_the_outer_one_is_stopped_never_lives_on()
    {
        for (var round = 0; round < 100; round++)
        {
            var all = new System.Collections.Concurrent.ConcurrentBag<StopScope>();
            var outer = Worker.OnThread(inPlace =>
            {
                inPlace();
                for (var i = 0; i < 10; i++)
                {
                    all.Add(StopScope.StartTask(static () => Task.Delay(Timeout.Infinite)));
                }

                Thread.Sleep(Timeout.Infinite);
            });

            var receipt = await Phase.InTime(outer.StopAsync());

            Assert.Equal(ScopeOutcome.Stopped, receipt.Outcome);
            Assert.All(all, static inner => Assert.True(inner.Completion.IsCompleted));
        }
    }

    [Fact]
    public async Task A_scope_that_cleanup_makes_is_as_shielded_as_that()
    {
        var ran = false;
        using var goOn = new ManualResetEventSlim();
        var outer = Worker.OnThread(inPlace =>
        {
            try
            {
                inPlace();
                Thread.Sleep(Timeout.Infinite);
            }
            finally
            {
                StopScope.Run(() =>
                {
                    goOn.Wait();
                    ran = true;
                });
            }
        });
        var stopping = outer.StopAsync(new StopRequest { Deadline = Phase.HardTimeout });
        Phase.Until(() => outer.IsStopping, "the stop is under way");

        goOn.Set();

        Assert.Equal(CleanupOutcome.Finished, (await Phase.InTime(stopping)).Cleanup);
        Assert.True(ran);
    }

    [Fact]
    public async Task A_scope_that_cleanup_makes_is_stopped_when_the_cleanup_budget_is_spent()
    {
        var outer = Worker.OnThread(
            static inPlace =>
            {
                try
                {
                    inPlace();
                    Thread.Sleep(Timeout.Infinite);
                }
                finally
                {
                    StopScope.Run(static () => Thread.Sleep(Timeout.Infinite));
                }
            },
            new LadderOptions { CleanupBudget = TimeSpan.FromMilliseconds(50) });

        var receipt = await Phase.Stop(outer);

        Assert.Equal(CleanupOutcome.Cut, receipt.Cleanup);
    }

    [Fact]
    public async Task A_pause_of_the_outer_scope_is_one_of_the_inner_ones_also_of_those_made_meanwhile()
    {
        var rounds = 0L;
        StopScope? inner = null;
        var outer = Worker.OnPool(inPlace =>
        {
            inner = StopScope.StartThread(() =>
            {
                inPlace();
                while (true)
                {
                    rounds++;
                }
            });
            return Task.Delay(Timeout.Infinite);
        });

        Assert.Equal(PauseOutcome.Paused, (await Phase.InTime(outer.PauseAsync())).Outcome);
        Assert.True(inner!.IsPaused);
        var held = Volatile.Read(ref rounds);
        inner.Resume();
        Assert.True(inner.IsPaused);
        Thread.Sleep(10);
        Assert.Equal(held, Volatile.Read(ref rounds));

        outer.Resume();
        Phase.Until(() => Volatile.Read(ref rounds) > held, "the inner scope goes on");
        await Phase.Stop(outer);
    }

    [Fact]
    public async Task What_an_inner_scope_does_not_hold_shows_in_the_pause_of_the_outer_one()
    {
        var release = false;
        var outer = Worker.OnPool(inPlace =>
        {
            StopScope.StartThread(() =>
            {
                inPlace();
                UnwovenLibrary.SpinUntil(ref release);
            });
            return Task.CompletedTask;
        });

        var receipt = await Phase.InTime(outer.PauseAsync(TimeSpan.FromMilliseconds(50)));

        Assert.Equal(PauseOutcome.Incomplete, receipt.Outcome);
        Assert.Contains("has not come to a safepoint", Assert.Single(receipt.StillExecuting));
        Volatile.Write(ref release, true);
        outer.Resume();
        await Phase.InTime(outer.Completion);
    }
}
