using Estop.Tests.Unwoven;

namespace Estop.Tests.Scopes;

/// <summary>Woven code that calls what ends the process ends its scope.</summary>
public class ExitTests
{
    [Fact]
    public async Task Exit_code_0_completes_the_scope_and_its_cleanup_has_run()
    {
        var cleaned = false;
        await using var scope = StopScope.StartThread(() =>
        {
            try
            {
                Environment.Exit(0);
            }
            finally
            {
                cleaned = true;
            }
        });
        var end = await Phase.InTime(scope.Completion);
        Assert.Equal((ScopeOutcome.Completed, null), (end.Outcome, end.Exception));
        Assert.True(cleaned);
    }

    [Fact]
    public async Task Another_exit_code_fails_the_scope_by_its_name_and_others_live_on()
    {
        await using var neighbour = StopScope.StartThread(static () => Thread.Sleep(Timeout.Infinite));
        await using var scope = StopScope.StartThread(static () => Environment.Exit(3));
        var end = await Phase.InTime(scope.Completion);
        Assert.Equal(ScopeOutcome.Failed, end.Outcome);
        Assert.Equal(3, Assert.IsType<ScopeExitException>(end.Exception).ExitCode);
        Assert.Contains("exit code 3", end.Exception!.Message);
        Assert.False(neighbour.Completion.IsCompleted);
        await Phase.Stop(neighbour);
    }

    [Fact]
    public async Task A_fail_fast_fails_the_scope_with_its_message_and_exception()
    {
        var cause = new TimeoutException("No answer.");
        await using var scope = StopScope.StartThread(() => Environment.FailFast("Given up.", cause));
        var end = await Phase.InTime(scope.Completion);
        Assert.Equal(ScopeOutcome.Failed, end.Outcome);
        var exit = Assert.IsType<ScopeExitException>(end.Exception);
        Assert.Equal((null, cause), (exit.ExitCode, exit.InnerException));
        Assert.Contains("Given up.", exit.Message);
    }

    [Fact]
    public async Task A_handler_that_swallows_everything_cannot_keep_it()
    {
        var rounds = 0;
        await using var scope = StopScope.StartThread(() =>
        {
            while (true)
            {
                try
                {
                    rounds++;
                    Environment.FailFast(null);
                }
                catch (Exception)
                {
                }
            }
        });
        Assert.Equal(ScopeOutcome.Failed, (await Phase.InTime(scope.Completion)).Outcome);
        Assert.Equal(1, rounds);
    }

    public static TheoryData<string> Places => ["handler", "finally", "lock", "shield", "callback"];

    [Theory, MemberData(nameof(Places))]
    public async Task It_never_returns_wherever_it_is_called(string place)
    {
        var returned = false;
        await using var scope = StopScope.StartThread(() => Exit(place, () =>
        {
            Environment.Exit(4);
            returned = true;
        }));
        var end = await Phase.InTime(scope.Completion);
        Assert.Equal(4, Assert.IsType<ScopeExitException>(end.Exception).ExitCode);
        Assert.False(returned);
    }

    [Fact]
    public async Task Threads_and_tasks_of_the_scope_end_with_it()
    {
        await using var scope = StopScope.StartThread(() =>
        {
            using var spins = new CountdownEvent(2);
            new Thread(() => Spin(spins)).Start();
            _ = Task.Run(() => Spin(spins));
            spins.Wait();
            Environment.Exit(5);
        });
        Assert.Equal(ScopeOutcome.Failed, (await Phase.InTime(scope.Completion)).Outcome);
        Assert.Empty(scope.ThreadIds);
    }

    [Fact]
    public async Task It_may_be_called_on_any_thread_of_the_scope_and_by_code_that_awaits()
    {
        await using var scope = StopScope.StartTask(static async () =>
        {
            await Task.Yield();
            await Task.WhenAll(Task.Delay(Timeout.Infinite), ExitAsync());
        });
        Assert.Equal(6, Assert.IsType<ScopeExitException>((await Phase.InTime(scope.Completion)).Exception).ExitCode);

        static async Task ExitAsync()
        {
            await Task.Delay(1);
            Environment.Exit(6);
        }
    }

    [Fact]
    public async Task Inside_another_scope_it_ends_both()
    {
        StopScope? inner = null;
        await using var outer = StopScope.StartThread(() =>
        {
            inner = StopScope.StartThread(static () => Environment.Exit(7));
            Thread.Sleep(Timeout.Infinite);
        });
        var end = await Phase.InTime(outer.Completion);
        Assert.Equal(7, Assert.IsType<ScopeExitException>(end.Exception).ExitCode);
        Assert.Equal(ScopeOutcome.Failed, (await Phase.InTime(inner!.Completion)).Outcome);
    }

    [Fact]
    public async Task Under_a_stop_it_only_ends_the_code_that_calls_it_and_the_receipt_tells()
    {
        var scope = Worker.OnThread(static inPlace =>
        {
            try
            {
                inPlace();
                Thread.Sleep(Timeout.Infinite);
            }
            finally
            {
                Environment.Exit(8);
            }
        });
        var receipt = await Phase.Stop(scope);
        Assert.Contains(receipt.LeftBehind, static sentence => sentence.Contains("exit code 8", StringComparison.Ordinal));
    }

    [Fact]
    public void A_scope_on_the_callers_thread_throws_what_it_failed_by()
    {
        Assert.Equal(9, Assert.Throws<ScopeExitException>(static () => StopScope.Run(static () => Environment.Exit(9))).ExitCode);
        StopScope.Run(static () => Environment.Exit(0));
    }

    [Fact]
    public async Task A_stop_that_comes_meanwhile_shares_the_end()
    {
        using var entered = new ManualResetEventSlim();
        var scope = StopScope.StartThread(() =>
        {
            try
            {
                Environment.Exit(10);
            }
            finally
            {
                entered.Set();
                Thread.Sleep(50);
            }
        });
        Phase.Reached(entered);
        var receipt = await Phase.InTime(scope.StopAsync());
        Assert.Equal(ScopeOutcome.Failed, receipt.Outcome);
        Assert.Equal("the code itself", receipt.RequestedBy);
        Assert.Contains("exit code 10", receipt.Reason);
        Assert.Equal(CleanupOutcome.Finished, receipt.Cleanup);
    }

    private static void Spin(CountdownEvent spins)
    {
        spins.Signal();
        while (true)
        {
        }
    }

    private static void Exit(string place, Action exit)
    {
        switch (place)
        {
            case "handler":
                try
                {
                    throw new InvalidOperationException();
                }
                catch (InvalidOperationException)
                {
                    exit();
                }

                break;
            case "finally":
                try
                {
                }
                finally
                {
                    exit();
                }

                break;
            case "lock":
                lock (exit)
                {
                    exit();
                }

                break;
            case "shield":
                using (StopShield.Enter("commit"))
                {
                    exit();
                }

                break;
            case "callback":
                while (UnwovenLibrary.Catch(exit) is not null)
                {
                }

                break;
        }
    }
}
