namespace Estop.Tests.Lifecycle;

/// <summary>
/// Start, stop, pause, resume, completion, failure, disposal, and the start and end of children, in every short order, and at
/// the same time: no stop is lost, none comes twice, nothing hangs.
/// </summary>
public class LifecycleModelTests
{
    private static readonly Step[] AllSteps = Enum.GetValues<Step>();

    [Theory]
    [InlineData("thread")]
    [InlineData("task")]
    [InlineData("run")]
    public async Task Every_order_of_three_steps_ends_as_the_model_says(string kind)
    {
        var orders = 0;
        foreach (var order in Orders(3))
        {
            orders++;
            try
            {
                await InTurn(kind, order);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"{kind}: {string.Join(", ", order)}", exception);
            }
        }

        Assert.True(orders > AllSteps.Length * AllSteps.Length - 1, "The orders have not been made.");
    }

    [Theory]
    [InlineData("thread")]
    [InlineData("task")]
    [InlineData("run")]
    public async Task Longer_orders_end_as_the_model_says(string kind)
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var order = Enumerable.Range(0, 10).Select(_ => AllSteps[random.Next(AllSteps.Length)]).ToArray();
            try
            {
                await InTurn(kind, order);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"{kind}, seed {seed}: {string.Join(", ", order)}", exception);
            }
        }
    }

    [Theory]
    [InlineData("thread")]
    [InlineData("task")]
    [InlineData("run")]
    public async Task Steps_that_meet_lose_no_stop_and_never_hang(string kind)
    {
        for (var seed = 0; seed < 200; seed++)
        {
            try
            {
                await AtOnce(kind, seed);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"{kind}, seed {seed}", exception);
            }
        }
    }

    private static async Task InTurn(string kind, IEnumerable<Step> order)
    {
        var model = new LifecycleModel();
        var driven = new Driven(kind);
        foreach (var step in order.Where(model.Allows))
        {
            model.Take(step);
            driven.Take(step);
            if (model.Ends is { } ends)
            {
                Assert.Contains((await Phase.InTime(driven.Scope.Completion)).Outcome, ends);
            }
            else if (model.MayBeOver)
            {
                await driven.Paused();
            }
            else if (model.Paused)
            {
                await driven.Paused();
                Assert.True(driven.Scope.IsPaused);
                Assert.False(driven.Scope.Completion.IsCompleted);
            }
            else
            {
                driven.Heard();
                Assert.False(driven.Scope.IsPaused);
                Assert.False(driven.Scope.Completion.IsCompleted);
            }
        }

        if (model.Ends is null)
        {
            model.Take(Step.Stop);
            driven.Take(Step.Stop);
        }

        Assert.Contains((await driven.AssertAnswered()).Outcome, model.Ends!);
    }

    private static async Task AtOnce(string kind, int seed)
    {
        var random = new Random(seed);
        var driven = new Driven(kind);
        using var together = new Barrier(3);
        var lanes = Enumerable.Range(0, together.ParticipantCount).Select(_ =>
        {
            var steps = Enumerable.Range(0, 4).Select(_ => (Step: AllSteps[random.Next(AllSteps.Length)], Pause: random.Next(2000))).ToList();
            return Task.Factory.StartNew(
                () =>
                {
                    together.SignalAndWait();
                    foreach (var (step, pause) in steps)
                    {
                        Thread.SpinWait(pause);
                        driven.Take(step);
                    }

                    return steps.Exists(static taken => taken.Step is Step.Stop or Step.Dispose);
                },
                TaskCreationOptions.LongRunning);
        }).ToList();
        var stopped = await Phase.InTime(Task.WhenAll(lanes));

        if (!stopped.Contains(true))
        {
            driven.Take(Step.Resume);
            driven.Take(Step.Stop);
        }

        await driven.AssertAnswered();
    }

    private static IEnumerable<Step[]> Orders(int longest) =>
        longest == 0
            ? [[]]
            : Orders(longest - 1).SelectMany(static order => AllSteps.Select(step => (Step[])[.. order, step]));
}
