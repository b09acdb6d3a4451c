namespace Estop.Workers.Tests.Workers;

public class ManagedWorkerTests
{
    [Fact]
    public async Task A_stop_that_comes_before_the_first_run_keeps_it_from_starting()
    {
        var ran = false;
        await using var service = await TestService.StartAsync(
            estop => estop.AddWorker<NoInput>("late", (_, _) => ran = true));
        var registry = new WorkerRegistry();
        var accepted = new StartIntake(service.Get<KindRegistry>()).Accept(new() { Kind = "late", Id = "one" });
        var worker = new ManagedWorker("one", accepted, registry, service.Get<RunEnvironment>());
        Assert.True(registry.TryAdd(worker));
        Assert.Equal(WorkerStatus.Pending, worker.Snapshot().Status);

        var receipt = await Phase.InTime(worker.StopAsync(run: 1, new StopRequest { Reason = "too late" }, forget: false));

        Assert.False(worker.Launch());
        Assert.False(ran);
        Assert.Equal(ScopeOutcome.Stopped, receipt.Stop.Outcome);
        Assert.Equal("too late", receipt.Stop.Reason);
        Assert.Empty(receipt.Stop.Rungs);
        Assert.Equal(WorkerStatus.Stopped, worker.Snapshot().Status);
        Assert.Null(worker.Snapshot().Run.StartedAt);
    }

    [Fact]
    public async Task A_start_that_meets_a_worker_just_forgotten_does_not_take_it_for_its_own()
    {
        await using var service = await TestService.StartAsync(estop => estop.AddWorker<NoInput>("quick", (_, _) => { }));
        var registry = new WorkerRegistry();
        var accepted = new StartIntake(service.Get<KindRegistry>()).Accept(new() { Kind = "quick", Id = "one" });
        var worker = new ManagedWorker("one", accepted, registry, service.Get<RunEnvironment>());
        Assert.True(registry.TryAdd(worker));
        Assert.True(worker.Confirm(accepted));

        await Phase.InTime(worker.StopAsync(run: null, new StopRequest(), forget: true));

        Assert.False(worker.Confirm(accepted));
        Assert.False(worker.Launch());
        Assert.False(registry.TryGet("one", out _));
    }
}
