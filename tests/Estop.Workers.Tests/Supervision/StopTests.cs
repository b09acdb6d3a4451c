namespace Estop.Workers.Tests.Supervision;

public class StopTests
{
    [Fact]
    public async Task A_stopped_worker_is_dead_and_stays_listed_with_its_receipt()
    {
        using var running = new ManualResetEventSlim();
        var cleanedUp = false;
        await using var service = await TestService.StartAsync(estop => estop.AddWorker<NoInput>("sleeper", (_, _) =>
        {
            try
            {
                running.Set();
                TestWork.SleepForEver();
            }
            finally
            {
                cleanedUp = true;
            }
        }));
        await Phase.InTime(service.Supervisor.StartAsync(new() { Kind = "sleeper", Id = "one" }));
        Phase.Reached(running);
        var thread = Assert.Single(service.Supervisor.Find("one")!.Run.Threads);

        var receipt = await Phase.InTime(service.Supervisor.StopAsync(
            "one", run: 1, new StopRequest { RequestedBy = "a test", Reason = "to see it die" }));

        Assert.False(TestWork.ThreadExists(thread));
        Assert.True(cleanedUp);
        Assert.Equal(("one", "sleeper", 1), (receipt.WorkerId, receipt.Kind, receipt.Run));
        Assert.Equal(ScopeOutcome.Stopped, receipt.Stop.Outcome);
        Assert.Equal([thread], receipt.Stop.Proof!.Threads);
        Assert.Equal(("a test", "to see it die"), (receipt.Stop.RequestedBy, receipt.Stop.Reason));
        var worker = service.Supervisor.Find("one")!;
        Assert.Equal(WorkerStatus.Stopped, worker.Status);
        Assert.Same(receipt, worker.LastReceipt);
        Assert.Empty(worker.Run.Threads);
    }

    [Fact]
    public async Task A_task_of_an_async_kind_is_stopped_by_its_token()
    {
        var running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var service = await TestService.StartAsync(
            estop => estop.AddAsyncWorker<NoInput>("waiter", async (_, context) =>
            {
                running.SetResult();
                await Task.Delay(Timeout.Infinite, context.Token);
            }));
        await Phase.InTime(service.Supervisor.StartAsync(new() { Kind = "waiter", Id = "one" }));
        await Phase.InTime(running.Task);

        var receipt = await Phase.InTime(service.Supervisor.StopAsync("one"));

        Assert.Equal(ScopeOutcome.Stopped, receipt.Stop.Outcome);
        Assert.Equal(ProofKind.TasksCompleted, receipt.Stop.Proof!.Kind);
        Assert.Equal(WorkerStatus.Stopped, service.Supervisor.Find("one")!.Status);
    }

    [Fact]
    public async Task A_stop_of_another_run_than_the_current_one_is_refused_and_hits_nothing()
    {
        await using var service = await SleeperAsync("one");

        var refused = await Assert.ThrowsAsync<RefusedException>(() => service.Supervisor.StopAsync("one", run: 2));

        Assert.Equal(Refusal.NotCurrentRun, refused.Refusal);
        Assert.Equal(("run", "2"), (refused.Errors[0].Field, refused.Errors[0].Value));
        Assert.False(service.Supervisor.Find("one")!.Status is WorkerStatus.Stopping or WorkerStatus.Stopped);
    }

    [Fact]
    public async Task A_stop_of_nobody_is_refused()
    {
        await using var service = await SleeperAsync("one");

        var refused = await Assert.ThrowsAsync<RefusedException>(() => service.Supervisor.StopAsync("two"));

        Assert.Equal(Refusal.UnknownWorker, refused.Refusal);
    }

    [Fact]
    public async Task A_stop_with_a_time_out_of_range_is_refused_and_names_the_field()
    {
        await using var service = await SleeperAsync("one");

        var refused = await Assert.ThrowsAsync<RefusedException>(
            () => service.Supervisor.StopAsync("one", request: new() { Deadline = TimeSpan.Zero }));

        Assert.Equal("deadline", Assert.Single(refused.Errors).Field);
    }

    [Fact]
    public async Task A_grace_that_leaves_nothing_of_the_deadline_is_refused_and_nothing_is_stopped()
    {
        await using var service = await SleeperAsync("one");

        var refused = await Assert.ThrowsAsync<RefusedException>(() => service.Supervisor.StopAsync(
            "one", request: new() { Mode = StopMode.Graceful, Deadline = TimeSpan.FromSeconds(1) }));

        Assert.Equal(("grace", "00:00:02"), (Assert.Single(refused.Errors).Field, refused.Errors[0].Value));
        Assert.NotEqual(WorkerStatus.Stopping, service.Supervisor.Find("one")!.Status);
    }

    [Fact]
    public async Task Stops_that_meet_have_one_receipt()
    {
        await using var service = await SleeperAsync("one");

        var receipts = await Phase.InTime(Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Task.Run(() => service.Supervisor.StopAsync("one")))));

        Assert.Single(receipts.Distinct(ReferenceEqualityComparer.Instance));
        Assert.Same(receipts[0], await Phase.InTime(service.Supervisor.StopAsync("one")));
    }

    [Fact]
    public async Task A_run_that_had_ended_of_itself_is_reported_so()
    {
        await using var service = await TestService.StartAsync(estop => estop.AddWorker<NoInput>("quick", (_, _) => { }));
        await Phase.InTime(service.Supervisor.StartAsync(new() { Kind = "quick", Id = "one" }));
        Phase.Until(() => service.Supervisor.Find("one")!.Status == WorkerStatus.Completed, "the worker has completed");

        var receipt = await Phase.InTime(service.Supervisor.StopAsync("one"));

        Assert.Equal(ScopeOutcome.Completed, receipt.Stop.Outcome);
        Assert.Empty(receipt.Stop.Rungs);
        Assert.Equal(WorkerStatus.Completed, service.Supervisor.Find("one")!.Status);
    }

    [Fact]
    public async Task A_run_that_throws_has_failed_and_says_why()
    {
        await using var service = await TestService.StartAsync(estop => estop.AddWorker<NoInput>(
            "thrower", (_, _) => throw new InvalidDataException("The device answered nonsense.")));
        await Phase.InTime(service.Supervisor.StartAsync(new() { Kind = "thrower", Id = "one" }));
        Phase.Until(() => service.Supervisor.Find("one")!.Status == WorkerStatus.Failed, "the worker has failed");

        var run = service.Supervisor.Find("one")!.Run;

        Assert.Equal("System.IO.InvalidDataException: The device answered nonsense.", run.Error);
        Assert.NotNull(run.EndedAt);
    }

    [Fact]
    public async Task A_stop_without_words_takes_those_of_the_start()
    {
        await using var service = await SleeperAsync(
            "one", new() { Mode = StopMode.Graceful, Grace = TimeSpan.FromMilliseconds(1) });

        var receipt = await Phase.InTime(service.Supervisor.StopAsync("one"));

        Assert.Equal(StopMode.Graceful, receipt.Stop.Mode);
    }

    private static async Task<TestService> SleeperAsync(string id, StopRequest? stop = null)
    {
        var service = await TestService.StartAsync(
            estop => estop.AddWorker<NoInput>("sleeper", (_, _) => TestWork.SleepForEver()));
        await Phase.InTime(service.Supervisor.StartAsync(new() { Kind = "sleeper", Id = id, Stop = stop }));
        return service;
    }
}
