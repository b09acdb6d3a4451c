namespace Estop.Workers.Tests.Supervision;

public class ForgetTests
{
    [Fact]
    public async Task A_forgotten_worker_is_gone_and_its_id_is_free()
    {
        await using var service = await TestService.StartAsync(
            estop => estop.AddWorker<NoInput>("sleeper", (_, _) => TestWork.SleepForEver()));
        var start = new StartRequest { Kind = "sleeper", Id = "one" };
        await Phase.InTime(service.Supervisor.StartAsync(start));

        await Phase.InTime(service.Supervisor.StopAndForgetAsync("one"));

        Assert.Null(service.Supervisor.Find("one"));
        var refused = await Assert.ThrowsAsync<RefusedException>(() => service.Supervisor.StopAndForgetAsync("one"));
        Assert.Equal(Refusal.UnknownWorker, refused.Refusal);
        Assert.True((await Phase.InTime(service.Supervisor.StartAsync(start))).Started);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_worker_that_is_being_stopped_can_not_be_started(bool forget)
    {
        using var running = new ManualResetEventSlim();
        using var cleaning = new ManualResetEventSlim();
        using var cleaned = new ManualResetEventSlim();
        await using var service = await TestService.StartAsync(estop => estop.AddWorker<NoInput>("tidy", (_, _) =>
        {
            try
            {
                running.Set();
                TestWork.SleepForEver();
            }
            finally
            {
                cleaning.Set();
                cleaned.Wait();
            }
        }, configure: kind => kind.Ladder = kind.Ladder with { InterruptAfter = Phase.HardTimeout }));
        var start = new StartRequest { Kind = "tidy", Id = "one", Stop = new() { Deadline = Phase.HardTimeout } };
        await Phase.InTime(service.Supervisor.StartAsync(start));
        Phase.Reached(running);

        var stop = forget ? service.Supervisor.StopAndForgetAsync("one") : service.Supervisor.StopAsync("one");
        Phase.Reached(cleaning);
        Assert.Equal(WorkerStatus.Stopping, service.Supervisor.Find("one")!.Status);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => service.Supervisor.StartAsync(start));
        Assert.Equal(Refusal.WorkerStopping, refused.Refusal);
        refused = await Assert.ThrowsAsync<RefusedException>(() => service.Supervisor.StartAgainAsync("one"));
        Assert.Equal(Refusal.WorkerStopping, refused.Refusal);

        cleaned.Set();
        await Phase.InTime(stop);
        Assert.Equal(forget, service.Supervisor.Find("one") is null);
    }
}
