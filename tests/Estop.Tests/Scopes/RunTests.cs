namespace Estop.Tests.Scopes;

/// <summary>A scope on the caller's own thread, which goes on after it.</summary>
public class RunTests
{
    private static ulong Sink;

    [Fact]
    public void It_runs_on_the_calling_thread_and_returns()
    {
        var thread = 0;
        StopScope? scope = null;

        StopScope.Run(() =>
        {
            thread = Environment.CurrentManagedThreadId;
            scope = StopScope.Current;
        });

        Assert.Equal(Environment.CurrentManagedThreadId, thread);
        Assert.Equal(ScopeOutcome.Completed, Phase.Block(scope!.Completion).Outcome);
        Assert.Null(StopScope.Current);
    }

    [Fact]
    public void What_the_body_throws_is_thrown()
    {
        var thrown = Assert.Throws<InvalidOperationException>(
            static () => StopScope.Run(static () => throw new InvalidOperationException("own")));

        Assert.Contains(nameof(What_the_body_throws_is_thrown), thrown.StackTrace);
    }

    [Theory]
    [InlineData("computes")]
    [InlineData("sleeps")]
    [InlineData("waits")]
    [InlineData("swallows")]
    [InlineData("starts a thread")]
    public void A_cancelled_token_ends_it_by_an_ordinary_cancellation_and_the_thread_is_usable_after(string hostile)
    {
        OnThreadOfItsOwn(() =>
        {
            for (var round = 0; round < 20; round++)
            {
                using var source = new CancellationTokenSource();
                using var inPlace = new ManualResetEventSlim();
                var canceller = Task.Run(() =>
                {
                    inPlace.Wait();
                    source.Cancel();
                });
                StopScope? scope = null;

                var thrown = Assert.Throws<OperationCanceledException>(() => StopScope.Run(
                    () =>
                    {
                        scope = StopScope.Current;
                        inPlace.Set();
                        Be(hostile);
                    },
                    source.Token));

                Assert.Equal(source.Token, thrown.CancellationToken);
                Assert.Equal(ScopeOutcome.Stopped, Phase.Block(scope!.Completion).Outcome);
                AssertUsable();
                Assert.True(canceller.Wait(Phase.HardTimeout));
            }
        });
    }

    [Fact]
    public void A_token_that_was_cancelled_before_keeps_it_from_running()
    {
        var ran = false;

        Assert.Throws<OperationCanceledException>(() => StopScope.Run(() => ran = true, new CancellationToken(canceled: true)));

        Assert.False(ran);
    }

    [Fact]
    public void A_token_that_is_cancelled_right_at_the_start_never_hangs_it()
    {
        OnThreadOfItsOwn(static () =>
        {
            for (var round = 0; round < 300; round++)
            {
                using var source = new CancellationTokenSource();
                var canceller = Task.Run(source.Cancel);
                Assert.ThrowsAny<OperationCanceledException>(() => StopScope.Run(Endless, source.Token));
                Assert.True(canceller.Wait(Phase.HardTimeout));
            }
        });
    }

    [Fact]
    public void It_returns_when_what_the_body_has_started_has_ended_too()
    {
        OnThreadOfItsOwn(static () =>
        {
            using var go = new ManualResetEventSlim();
            var finished = false;

            StopScope.Run(() =>
            {
                new Thread(() =>
                {
                    go.Wait();
                    finished = true;
                }).Start();
                go.Set();
            });

            Assert.True(finished);
        });
    }

    [Fact]
    public void The_receipt_says_why()
    {
        OnThreadOfItsOwn(static () =>
        {
            using var source = new CancellationTokenSource();
            StopScope? scope = null;
            Assert.Throws<OperationCanceledException>(() => StopScope.Run(
                () =>
                {
                    scope = StopScope.Current;
                    source.Cancel();
                    Endless();
                },
                source.Token));

            var receipt = Phase.Block(scope!.StopAsync());

            Assert.Equal(ScopeOutcome.Stopped, receipt.Outcome);
            Assert.Contains("token", receipt.Reason);
            Assert.Contains(nameof(Endless), receipt.StoppedAt);
        });
    }

    [Fact]
    public async Task Inside_another_scope_a_stop_ends_only_the_one_it_was_meant_for()
    {
        StopScope? inner = null;
        var caught = 0;
        using var again = new ManualResetEventSlim();
        var outer = Worker.OnThread(inPlace =>
        {
            try
            {
                StopScope.Run(() =>
                {
                    inner = StopScope.Current;
                    inPlace();
                    Endless();
                });
            }
            catch (OperationCanceledException exception) when (exception is not StopException)
            {
                caught++;
            }

            again.Set();
            Endless();
        });

        Assert.Equal(ScopeOutcome.Stopped, (await Phase.InTime(inner!.StopAsync())).Outcome);
        Phase.Reached(again);
        Assert.Equal(1, caught);
        Assert.False(outer.IsStopping);
        await Phase.Stop(outer);
    }

    [Fact]
    public async Task Inside_another_scope_it_ends_with_that()
    {
        StopScope? inner = null;
        var after = false;
        var outer = Worker.OnThread(inPlace =>
        {
            StopScope.Run(() =>
            {
                inner = StopScope.Current;
                inPlace();
                Endless();
            });
            after = true;
        });

        await Phase.Stop(outer);

        Assert.Equal(ScopeOutcome.Stopped, (await Phase.InTime(inner!.Completion)).Outcome);
        Assert.False(after);
    }

    [Fact]
    public async Task A_pause_holds_it_on_a_thread_that_is_nobody_elses()
    {
        var rounds = 0L;
        StopScope? scope = null;
        using var source = new CancellationTokenSource();
        var thread = new Thread(() => Assert.Throws<OperationCanceledException>(() => StopScope.Run(
            () =>
            {
                scope = StopScope.Current;
                while (true)
                {
                    Volatile.Write(ref rounds, rounds + 1);
                }
            },
            source.Token)));
        thread.Start();
        Phase.Until(() => Volatile.Read(ref rounds) > 0, "the worker runs");

        Assert.Equal(PauseOutcome.Paused, (await Phase.InTime(scope!.PauseAsync())).Outcome);
        source.Cancel();

        Assert.True(thread.Join(Phase.HardTimeout));
    }

    private static void Be(string hostile)
    {
        switch (hostile)
        {
            case "computes":
                Endless();
                break;
            case "sleeps":
                Thread.Sleep(Timeout.Infinite);
                break;
            case "waits":
                new SemaphoreSlim(0).Wait();
                break;
            case "swallows":
                while (true)
                {
                    try
                    {
                        Thread.Sleep(Timeout.Infinite);
                    }
                    catch (Exception)
                    {
                    }
                }

            default:
                var child = new Thread(Endless);
                child.Start();
                child.Join();
                break;
        }
    }

    private static void Endless()
    {
        while (true)
        {
            Sink++;
        }
    }

    /// <summary>No scope, no shield, no lock and no interrupt is left.</summary>
    private static void AssertUsable()
    {
        Assert.Null(StopScope.Current);
        var thread = ScopeThread.Current!;
        Assert.Null(thread.Scope);
        Assert.Equal(0, thread.Shields);
        Assert.Equal(0, thread.Locks);

        // What was left pending would end this wait.
        using var never = new SemaphoreSlim(0);
        Assert.False(never.Wait(1));
    }

    private static void OnThreadOfItsOwn(Action test)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(test)) { IsBackground = true };
        thread.Start();
        Assert.True(thread.Join(2 * Phase.HardTimeout), "The caller does not come back.");
        if (failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
    }
}
