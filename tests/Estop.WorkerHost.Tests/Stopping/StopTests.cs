namespace Estop.WorkerHost.Tests;

public sealed class StopTests
{
    public static TheoryData<Containment> Processes => [Containment.SharedProcess, Containment.OwnProcess];

    [Theory]
    [MemberData(nameof(Processes))]
    public async Task A_run_that_fails_while_it_is_being_stopped_keeps_its_error(Containment where)
    {
        await using var service = await ChildService.StartAsync();
        var worker = await service.StartAsync("neighbour", where, new NeighbourInput("fail in its grace"));

        var stop = await Phase.InTime(service.Supervisor.StopAsync(worker.Id, request: new StopRequest { Mode = StopMode.Graceful }));

        Assert.Equal(ScopeOutcome.Failed, stop.Stop.Outcome);
        Assert.Equal(WorkerStatus.Failed, service.Find(worker.Id).Status);
        Assert.Contains("The device did not say goodbye.", service.Find(worker.Id).Run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Processes))]
    public async Task A_graceful_stop_has_its_grace_though_no_rung_has_time_for_itself(Containment where)
    {
        await using var service = await ChildService.StartAsync();
        var worker = await service.StartAsync("neighbour-at-once", where, new NeighbourInput("return in its grace"));

        var receipt = await service.StopAsync(worker.Id, new StopRequest { Mode = StopMode.Graceful });

        Assert.Equal(Rung.Token, receipt.EndedBy);
    }

    [Theory]
    [MemberData(nameof(Processes))]
    public async Task A_worker_in_a_child_process_is_stopped_at_its_safepoint(Containment where)
    {
        await using var service = await ChildService.StartAsync();
        var worker = await service.StartAsync("sleeping", where);
        var process = worker.Run.ProcessId!.Value;
        Assert.NotEqual(Environment.ProcessId, process);
        Assert.True(ChildService.IsAlive(process));
        Assert.NotEmpty(worker.Run.Threads);

        var receipt = await service.StopAsync(worker.Id);

        Assert.Equal(Rung.Safepoint, receipt.EndedBy);
        Assert.Equal(CleanupOutcome.Finished, receipt.Cleanup);
        Assert.Contains("OrdinaryWork.Sleep", receipt.StoppedAt, StringComparison.Ordinal);
        Assert.All(worker.Run.Threads, thread => Assert.False(Directory.Exists($"/proc/{process}/task/{thread}")));
        Assert.Equal(WorkerStatus.Stopped, service.Find(worker.Id).Status);
        if (where == Containment.OwnProcess)
        {
            Assert.Equal((ProofKind.ProcessEnded, process), (receipt.Proof!.Kind, receipt.Proof.ProcessId));
            Assert.False(ChildService.IsAlive(process));
        }
    }

    [Theory]
    [MemberData(nameof(Processes))]
    public async Task A_worker_that_awaits_in_a_child_process_is_stopped(Containment where)
    {
        await using var service = await ChildService.StartAsync();
        var worker = await service.StartAsync("awaiting", where);
        var receipt = await service.StopAsync(worker.Id);
        Assert.Equal(Rung.Safepoint, receipt.EndedBy);
    }

    [Theory]
    [InlineData("native-loop", Containment.SharedProcess)]
    [InlineData("native-loop", Containment.OwnProcess)]
    [InlineData("endless-finally", Containment.SharedProcess)]
    [InlineData("endless-finally", Containment.OwnProcess)]
    public async Task What_nothing_in_a_process_can_stop_is_killed_with_its_process(string kind, Containment where)
    {
        await using var service = await ChildService.StartAsync();
        var worker = await service.StartAsync(kind, where);
        var process = worker.Run.ProcessId!.Value;
        var receipt = await service.StopAsync(worker.Id);

        Assert.Equal(Rung.Kill, receipt.EndedBy);
        Assert.Equal(Rung.Kill, receipt.Rungs[^1].Rung);
        Assert.Equal((ProofKind.ProcessEnded, process), (receipt.Proof!.Kind, receipt.Proof.ProcessId));
        Assert.Equal(CleanupOutcome.Unknown, receipt.Cleanup);
        Assert.False(ChildService.IsAlive(process));
    }

    [Theory]
    [MemberData(nameof(Processes))]
    public async Task A_process_that_an_operator_holds_is_killed(Containment where)
    {
        await using var service = await ChildService.StartAsync();
        var worker = await service.StartAsync("sleeping", where);
        var process = worker.Run.ProcessId!.Value;
        ChildService.Hold(process);

        var receipt = await service.StopAsync(worker.Id);

        Assert.Equal((Rung.Kill, ProofKind.ProcessEnded, process), (receipt.EndedBy, receipt.Proof!.Kind, receipt.Proof.ProcessId));
        Assert.False(ChildService.IsAlive(process));
    }

    [Fact]
    public async Task A_kill_does_not_wait_for_any_other_rung()
    {
        await using var service = await ChildService.StartAsync();
        var worker = await service.StartAsync("sleeping", Containment.OwnProcess);
        var receipt = await service.StopAsync(worker.Id, new StopRequest { Mode = StopMode.Kill });
        Assert.Equal([Rung.Kill], receipt.Rungs.Select(rung => rung.Rung));
    }

    [Theory]
    [MemberData(nameof(Processes))]
    public async Task A_stop_does_not_wait_for_a_thread_pool_that_is_full(Containment where)
    {
        await using var service = await ChildService.StartAsync();
        var worker = await service.StartAsync("filling-the-pool", where);
        Assert.Equal("filled", worker.Run.Progress!.Text);

        var receipt = await service.StopAsync(worker.Id);

        // The worker's own thread has come out by itself, which the child could say without the pool.
        Assert.Contains("FillThePool", receipt.StoppedAt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_that_is_stopped_while_its_process_is_being_made_never_executes()
    {
        await using var service = await ChildService.StartAsync();
        var starting = service.Supervisor.StartAsync(
            new StartRequest { Kind = "sleeping", Id = "early", Containment = Containment.OwnProcess });
        Phase.Until(() => service.Supervisor.Find("early") is not null, "the worker is there");
        var receipt = await service.StopAsync("early");
        await Phase.InTime(starting);
        Assert.Equal(WorkerStatus.Stopped, service.Find("early").Status);
        Assert.Null(service.Find("early").Run.Progress);
        Assert.NotNull(receipt.Proof);
    }

    [Fact]
    public async Task Stops_that_meet_share_one_receipt_and_a_kill_among_them_counts()
    {
        await using var service = await ChildService.StartAsync();
        var worker = await service.StartAsync("native-loop", Containment.OwnProcess);
        var prompt = service.Supervisor.StopAsync(worker.Id, request: new StopRequest { RequestedBy = "first" });
        var kill = service.Supervisor.StopAsync(worker.Id, request: new StopRequest { Mode = StopMode.Kill, RequestedBy = "second" });
        var receipts = new[] { await Phase.InTime(prompt), await Phase.InTime(kill) };
        Assert.Equal(receipts[0].Stop, receipts[1].Stop);
        Assert.Equal(("first", StopMode.Kill), (receipts[0].Stop.RequestedBy, receipts[0].Stop.Mode));
    }
}
