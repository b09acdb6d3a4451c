namespace Estop.Workers.Tests.Supervision;

public class AbandonedTests
{
    [Fact]
    public async Task A_run_that_does_not_come_out_is_abandoned_and_stays_so_until_its_code_has_left()
    {
        using var running = new ManualResetEventSlim();
        var released = false;
        await using var service = await TestService.StartAsync(estop => estop.AddWorker<NoInput>("stubborn", (_, _) =>
        {
            running.Set();
            TestWork.SpinUntil(ref released);
        }));
        var supervisor = service.Supervisor;
        var start = new StartRequest { Kind = "stubborn", Id = "one" };
        await Phase.InTime(supervisor.StartAsync(start));
        Phase.Reached(running);
        var thread = Assert.Single(supervisor.Find("one")!.Run.Threads);
        var hasty = new StopRequest { Deadline = TimeSpan.FromMilliseconds(100) };

        var receipt = await Phase.InTime(supervisor.StopAndForgetAsync("one", request: hasty));

        Assert.Equal(ScopeOutcome.Abandoned, receipt.Stop.Outcome);
        Assert.Null(receipt.Stop.Proof);
        Assert.True(TestWork.ThreadExists(thread));
        Assert.Equal(WorkerStatus.Abandoned, supervisor.Find("one")!.Status);
        Assert.Equal([thread], supervisor.Find("one")!.Run.Threads);
        Assert.Equal(1, supervisor.Threads.Used);
        Assert.Equal(Refusal.WorkerAbandoned, await RefusalOfAsync(supervisor.StartAsync(start)));
        Assert.Equal(Refusal.WorkerAbandoned, await RefusalOfAsync(supervisor.StartAgainAsync("one")));

        Volatile.Write(ref released, true);
        Phase.Until(() => supervisor.Find("one")!.Status != WorkerStatus.Abandoned, "the abandoned run has left");

        Assert.False(TestWork.ThreadExists(thread));
        var worker = supervisor.Find("one")!;
        Assert.True(worker.Status is WorkerStatus.Stopped or WorkerStatus.Completed, $"It is {worker.Status}.");
        Assert.NotNull(worker.Run.EndedAt);
        Assert.Equal(ScopeOutcome.Abandoned, worker.LastReceipt!.Stop.Outcome);
        Assert.Equal(worker.Run.EndedAt, worker.LastReceipt.LeftAt);
        Assert.Equal(0, supervisor.Threads.Used);

        Assert.Equal(2, (await Phase.InTime(supervisor.StartAgainAsync("one"))).Worker.Run.Number);
        Assert.Equal((1, worker.Run.EndedAt), (supervisor.Find("one")!.LastReceipt!.Run, supervisor.Find("one")!.LastReceipt!.LeftAt));
        Assert.NotEqual(ScopeOutcome.Abandoned, (await Phase.InTime(supervisor.StopAndForgetAsync("one"))).Stop.Outcome);
        Assert.Null(supervisor.Find("one"));
    }

    [Fact]
    public async Task An_abandoned_run_can_be_stopped_once_more()
    {
        using var running = new ManualResetEventSlim();
        var released = false;
        await using var service = await TestService.StartAsync(estop => estop.AddWorker<NoInput>("stubborn", (_, _) =>
        {
            running.Set();
            TestWork.SpinUntil(ref released);
            TestWork.SleepForEver();
        }));
        await Phase.InTime(service.Supervisor.StartAsync(new() { Kind = "stubborn", Id = "one" }));
        Phase.Reached(running);
        await Phase.InTime(service.Supervisor.StopAsync("one", request: new() { Deadline = TimeSpan.FromMilliseconds(50) }));

        var second = service.Supervisor.StopAsync("one", request: new() { Deadline = Phase.HardTimeout });
        Assert.Equal(WorkerStatus.Abandoned, service.Supervisor.Find("one")!.Status);
        Volatile.Write(ref released, true);

        Assert.Equal(ScopeOutcome.Stopped, (await Phase.InTime(second)).Stop.Outcome);
        Assert.Equal(WorkerStatus.Stopped, service.Supervisor.Find("one")!.Status);
    }

    private static async Task<Refusal> RefusalOfAsync(Task<StartResult> start) =>
        (await Assert.ThrowsAsync<RefusedException>(() => Phase.InTime(start))).Refusal;
}
