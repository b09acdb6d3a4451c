namespace Estop.Workers.Tests.Workers;

public class ManagedWorkerTests
{
    [Fact]
    public async Task A_start_that_meets_a_worker_just_forgotten_does_not_take_it_for_its_own()
    {
        await using var service = await TestService.StartAsync(estop => estop.AddWorker<NoInput>("quick", (_, _) => { }));
        var registry = new WorkerRegistry();
        var accepted = new StartIntake(service.Get<KindRegistry>()).Accept(new() { Kind = "quick", Id = "one" });
        var worker = new ManagedWorker("one", accepted, registry, service.Get<RunEnvironment>());
        Assert.True(worker.TryLaunch());
        Assert.True(worker.Confirm(accepted));

        await Phase.InTime(worker.StopAsync(run: null, new StopRequest(), forget: true));

        Assert.False(worker.Confirm(accepted));
        Assert.False(registry.TryGet("one", out _));
    }
}
