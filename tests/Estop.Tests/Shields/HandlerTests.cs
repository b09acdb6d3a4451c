namespace Estop.Tests.Shields;

/// <summary>Every handler runs; the stop returns when it ends.</summary>
public class HandlerTests
{
    [Fact]
    public async Task A_handler_that_swallows_releases_what_it_is_there_to_release()
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var wentOn = false;
        var scope = Worker.OnThread(inPlace =>
        {
            try
            {
                inPlace();
                Thread.Sleep(Timeout.Infinite);
            }
            catch (Exception exception)
            {
                for (var i = 0; i < 10; i++)
                {
                    _ = i;
                }

                told.TrySetException(exception);
            }

            wentOn = true;
        });

        await Phase.Stop(scope);

        Assert.IsType<StopException>(told.Task.Exception!.InnerException);
        Assert.False(wentOn);
    }

    [Fact]
    public async Task A_delay_in_a_handler_that_swallows_does_not_hold_the_stop_back()
    {
        var scope = Worker.OnThread(
            static inPlace =>
            {
                while (true)
                {
                    try
                    {
                        inPlace();
                        Thread.Sleep(1);
                    }
                    catch
                    {
                        Thread.Sleep(Timeout.Infinite);
                    }
                }
            },
            new LadderOptions { HandlerBudget = TimeSpan.FromHours(1), Deadline = TimeSpan.FromHours(2) });

        var receipt = await Phase.Stop(scope);

        Assert.Equal(CleanupOutcome.Finished, receipt.Cleanup);
    }

    [Fact]
    public async Task An_endless_handler_is_cut_when_its_budget_is_spent()
    {
        var scope = Worker.OnThread(static inPlace =>
        {
            try
            {
                throw new InvalidOperationException();
            }
            catch (InvalidOperationException)
            {
                inPlace();
                while (true)
                {
                }
            }
        });

        var receipt = await Phase.Stop(scope);

        Assert.Equal(CleanupOutcome.Cut, receipt.Cleanup);
    }

    [Fact]
    public async Task A_handler_that_rethrows_has_the_budget_of_cleanup()
    {
        var rolledBack = false;
        var scope = Worker.OnThread(
            inPlace =>
            {
                try
                {
                    inPlace();
                    Thread.Sleep(Timeout.Infinite);
                }
                catch
                {
                    Thread.Sleep(50);
                    rolledBack = true;
                    throw;
                }
            },
            new LadderOptions { HandlerBudget = TimeSpan.Zero });

        var receipt = await Phase.Stop(scope);

        Assert.True(rolledBack);
        Assert.Equal(CleanupOutcome.Finished, receipt.Cleanup);
    }

    [Fact]
    public async Task Nested_catch_alls_in_nested_loops_cannot_keep_the_stop()
    {
        var scope = Worker.OnThread(static inPlace =>
        {
            while (true)
            {
                try
                {
                    while (true)
                    {
                        try
                        {
                            inPlace();
                            Thread.Sleep(5000);
                        }
                        catch (Exception)
                        {
                        }
                    }
                }
                catch
                {
                }
            }
        });

        await Phase.Stop(scope);
    }

    [Fact]
    public async Task A_filter_that_takes_everything_cannot_keep_the_stop()
    {
        var seen = 0;
        var scope = Worker.OnThread(inPlace =>
        {
            while (true)
            {
                try
                {
                    inPlace();
                    Thread.Sleep(5000);
                }
                catch (Exception exception) when (exception.Message.Length >= 0)
                {
                    seen++;
                }
            }
        });

        await Phase.Stop(scope);

        Assert.Equal(1, seen);
    }
}
