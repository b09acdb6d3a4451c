namespace Estop.Tests.Shields;

/// <summary>The budgets of handlers that await: each is cut when its own is spent.</summary>
public class AwaitingHandlerBudgetTests
{
    [Fact]
    public async Task A_handler_that_awaits_for_ever_is_cut_when_its_budget_is_spent()
    {
        var never = new TaskCompletionSource();
        var scope = Worker.OnPool(
            async inPlace =>
            {
                try
                {
                    inPlace();
                    await Task.Delay(Timeout.Infinite);
                }
                catch (Exception)
                {
                    await never.Task;
                }
            },
            new LadderOptions { HandlerBudget = TimeSpan.FromMilliseconds(20), CleanupBudget = Phase.HardTimeout });

        var receipt = await Phase.Stop(scope);

        Assert.Equal(CleanupOutcome.Cut, receipt.Cleanup);
    }

    [Fact]
    public async Task A_handler_that_was_in_its_await_when_the_stop_came_is_cut_when_its_budget_is_spent()
    {
        var never = new TaskCompletionSource();
        var scope = Worker.OnPool(
            async inPlace =>
            {
                try
                {
                    throw new InvalidOperationException();
                }
                catch (InvalidOperationException)
                {
                    inPlace();
                    await never.Task;
                }
            },
            new LadderOptions { HandlerBudget = TimeSpan.FromMilliseconds(20), CleanupBudget = Phase.HardTimeout });

        await Phase.Stop(scope);
    }

    [Fact]
    public async Task A_handler_that_computes_for_ever_after_its_await_is_cut()
    {
        var scope = Worker.OnPool(
            static async inPlace =>
            {
                try
                {
                    inPlace();
                    await Task.Delay(Timeout.Infinite);
                }
                catch (Exception)
                {
                    await Task.Yield();
                    while (true)
                    {
                    }
                }
            },
            new LadderOptions { HandlerBudget = TimeSpan.FromMilliseconds(20), CleanupBudget = Phase.HardTimeout });

        var receipt = await Phase.Stop(scope);

        Assert.Equal(CleanupOutcome.Cut, receipt.Cleanup);
    }

    [Fact]
    public async Task A_handler_that_rethrows_after_its_await_has_the_budget_of_cleanup()
    {
        var rolledBack = false;
        var scope = Worker.OnPool(
            async inPlace =>
            {
                try
                {
                    inPlace();
                    await Task.Delay(Timeout.Infinite);
                }
                catch
                {
                    await Task.Delay(10);
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
    public async Task A_cleanup_around_a_handler_that_awaits_has_a_budget_of_its_own()
    {
        var steps = new List<string>();
        var scope = Worker.OnPool(
            async inPlace =>
            {
                try
                {
                    try
                    {
                        inPlace();
                        await Task.Delay(Timeout.Infinite);
                    }
                    catch (OperationCanceledException)
                    {
                        await Task.Yield();
                        steps.Add("handler");
                    }

                    steps.Add("a stop was lost");
                }
                finally
                {
                    await Task.Delay(10);
                    steps.Add("cleanup");
                }
            },
            new LadderOptions { HandlerBudget = Phase.HardTimeout / 2 });

        await Phase.Stop(scope);

        Assert.Equal(["handler", "cleanup"], steps);
    }
}
