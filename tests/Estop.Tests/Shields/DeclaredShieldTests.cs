namespace Estop.Tests.Shields;

/// <summary>What is declared to be done as a whole is done as a whole, within its budget.</summary>
public class DeclaredShieldTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);
    private static ulong Sink;

    [Fact]
    public async Task A_stop_waits_for_the_end_of_a_declared_shield()
    {
        using var goOn = new ManualResetEventSlim();
        var committed = false;
        var after = false;
        var scope = Worker.OnThread(inPlace =>
        {
            using (StopShield.Enter("commit"))
            {
                inPlace();
                goOn.Wait();
                for (var i = 0; i < 100_000; i++)
                {
                    Sink++;
                }

                committed = true;
            }

            Thread.Sleep(Timeout.Infinite);
            after = true;
        });

        var stopping = scope.StopAsync();
        Phase.Until(() => scope.IsStopDue, "the stop is due");
        goOn.Set();
        var receipt = await Phase.InTime(stopping);

        Assert.True(committed);
        Assert.False(after);
        Assert.Equal(ScopeOutcome.Stopped, receipt.Outcome);
        Assert.Equal(CleanupOutcome.Finished, receipt.Cleanup);
        Assert.Null(receipt.CutShield);
    }

    [Fact]
    public async Task It_holds_over_awaits_and_what_it_hands_over_too()
    {
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var done = 0;
        var scope = Worker.OnPool(async inPlace =>
        {
            using (StopShield.Enter("commit"))
            {
                inPlace();
                await goOn.Task;
                await Task.Delay(1);
                done++;
                await Task.Run(() =>
                {
                    Thread.Sleep(1);
                    done++;
                });
                await Async();
            }

            await Task.Delay(Timeout.Infinite);

            async Task Async()
            {
                await Task.Yield();
                await Task.Delay(1);
                done++;
            }
        });

        var stopping = scope.StopAsync();
        Phase.Until(() => scope.IsStopDue, "the stop is due");
        goOn.SetResult();
        var receipt = await Phase.InTime(stopping);

        Assert.Equal(3, done);
        Assert.Equal(CleanupOutcome.Finished, receipt.Cleanup);
    }

    [Fact]
    public async Task Past_its_budget_it_breaks_and_the_receipt_names_the_place_and_the_shield()
    {
        foreach (var (body, place) in new (Action, string)[]
        {
            (static () => Thread.Sleep(Timeout.Infinite), nameof(Commit)),
            (Spin, nameof(Spin)),
            (static () => new SemaphoreSlim(0).Wait(), nameof(Commit)),
        })
        {
            var scope = Worker.OnThread(inPlace => Commit(inPlace, body));

            var receipt = await Phase.Stop(scope);

            Assert.Equal(CleanupOutcome.Cut, receipt.Cleanup);
            Assert.Equal("commit", receipt.CutShield);
            Assert.Contains(place, receipt.CleanupCutAt);
            Assert.True(receipt.Elapsed >= Short, "The shield broke before its time.");
        }

        static void Commit(Action inPlace, Action body)
        {
            using (StopShield.Enter("commit", Short))
            {
                inPlace();
                body();
            }
        }
    }

    [Fact]
    public async Task Past_its_budget_an_await_in_it_ends_too()
    {
        var scope = Worker.OnPool(static async inPlace =>
        {
            using (StopShield.Enter("commit", Short))
            {
                inPlace();
                await Task.Delay(Timeout.Infinite);
            }
        });

        var receipt = await Phase.Stop(scope);

        Assert.Equal(CleanupOutcome.Cut, receipt.Cleanup);
        Assert.Equal("commit", receipt.CutShield);
    }

    [Fact]
    public async Task A_kill_does_not_wait_for_it()
    {
        var scope = Worker.OnThread(static inPlace =>
        {
            using (StopShield.Enter("commit", TimeSpan.FromHours(1)))
            {
                inPlace();
                Spin();
            }
        });

        var receipt = await Phase.Stop(scope, StopMode.Kill);

        Assert.Equal("commit", receipt.CutShield);
    }

    [Fact]
    public async Task It_is_not_entered_once_the_stop_is_due()
    {
        using var goOn = new ManualResetEventSlim();
        var entered = false;
        var scope = Worker.OnThread(inPlace =>
        {
            using (StopShield.Enter("first"))
            {
                inPlace();
                goOn.Wait();
            }

            using (StopShield.Enter("second"))
            {
                entered = true;
            }
        });
        var stopping = scope.StopAsync();
        Phase.Until(() => scope.IsStopDue, "the stop is due");

        goOn.Set();

        Assert.Equal(ScopeOutcome.Stopped, (await Phase.InTime(stopping)).Outcome);
        Assert.False(entered);
    }

    [Fact]
    public async Task One_in_another_holds_for_as_long_as_the_outer_one()
    {
        using var goOn = new ManualResetEventSlim();
        var done = false;
        var scope = Worker.OnThread(inPlace =>
        {
            using (StopShield.Enter("outer"))
            {
                using (StopShield.Enter("inner", TimeSpan.Zero))
                {
                    inPlace();
                    goOn.Wait();
                }

                Sink++;
                Thread.Sleep(1);
                done = true;
            }
        });
        var stopping = scope.StopAsync();
        Phase.Until(() => scope.IsStopDue, "the stop is due");

        goOn.Set();

        Assert.Equal(CleanupOutcome.Finished, (await Phase.InTime(stopping)).Cleanup);
        Assert.True(done);
    }

    [Fact]
    public async Task A_pause_waits_for_its_end()
    {
        using var goOn = new ManualResetEventSlim();
        var committed = false;
        var scope = Worker.OnThread(inPlace =>
        {
            using (StopShield.Enter("commit"))
            {
                inPlace();
                goOn.Wait();
                Thread.Sleep(1);
                committed = true;
            }

            Spin();
        });

        var pausing = scope.PauseAsync();
        Phase.Until(() => scope.IsPaused, "the pause is due");
        goOn.Set();

        Assert.Equal(PauseOutcome.Paused, (await Phase.InTime(pausing)).Outcome);
        Assert.True(committed);
        await Phase.Stop(scope);
    }

    [Fact]
    public async Task Cleanup_that_runs_already_when_the_stop_comes_runs_to_its_end()
    {
        using var goOn = new ManualResetEventSlim();
        var finished = false;
        var after = false;
        var scope = Worker.OnThread(inPlace =>
        {
            try
            {
                Sink++;
            }
            finally
            {
                inPlace();
                goOn.Wait();
                Thread.Sleep(1);
                finished = true;
            }

            Spin();
            after = true;
        });
        var stopping = scope.StopAsync();
        Phase.Until(() => scope.IsStopDue, "the stop is due");

        goOn.Set();
        var receipt = await Phase.InTime(stopping);

        Assert.True(finished);
        Assert.False(after);
        Assert.Equal(CleanupOutcome.Finished, receipt.Cleanup);
    }

    [Fact]
    public async Task Cleanup_that_is_cut_is_named_in_the_receipt_as_such()
    {
        var scope = Worker.OnThread(
            static inPlace =>
            {
                try
                {
                    inPlace();
                    Thread.Sleep(Timeout.Infinite);
                }
                finally
                {
                    Spin();
                }
            },
            new LadderOptions { CleanupBudget = Short });

        var receipt = await Phase.Stop(scope);

        Assert.Equal("cleanup", receipt.CutShield);
        Assert.Contains(nameof(Spin), receipt.CleanupCutAt);
    }

    [Fact]
    public void Outside_of_any_scope_it_does_nothing()
    {
        using var shield = StopShield.Enter("commit");
        shield.Dispose();

        Assert.Throws<ArgumentException>(static () => StopShield.Enter(" "));
        Assert.Throws<ArgumentOutOfRangeException>(static () => StopShield.Enter("commit", TimeSpan.FromTicks(-1)));
    }

    private static void Spin()
    {
        while (true)
        {
            Sink++;
        }
    }
}
