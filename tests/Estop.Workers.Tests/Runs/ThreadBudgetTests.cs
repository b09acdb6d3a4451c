namespace Estop.Workers.Tests.Runs;

public class ThreadBudgetTests
{
    [Fact]
    public async Task A_start_past_the_limit_is_refused_and_leaves_nothing_behind()
    {
        await using var service = await TestService.StartAsync(estop => estop
            .Configure(options => options.MaxThreads = 2)
            .AddWorker<NoInput>("sleeper", (_, _) => TestWork.SleepForEver())
            .AddAsyncWorker<NoInput>("waiter", (_, context) => Task.Delay(Timeout.Infinite, context.Token)));
        var supervisor = service.Supervisor;
        await Phase.InTime(supervisor.StartAsync(new() { Kind = "sleeper", Id = "one" }));
        await Phase.InTime(supervisor.StartAsync(new() { Kind = "sleeper", Id = "two" }));

        var refused = await Assert.ThrowsAsync<RefusedException>(
            () => Phase.InTime(supervisor.StartAsync(new() { Kind = "sleeper", Id = "three" })));

        Assert.Equal(Refusal.TooManyThreads, refused.Refusal);
        Assert.Contains(nameof(EstopOptions.MaxThreads), refused.Errors[0].Remedy);
        Assert.Null(supervisor.Find("three"));
        Assert.True((await Phase.InTime(supervisor.StartAsync(new() { Kind = "waiter" }))).Started);

        await Phase.InTime(supervisor.StopAsync("one"));
        Assert.True((await Phase.InTime(supervisor.StartAsync(new() { Kind = "sleeper", Id = "three" }))).Started);
    }
}
