namespace Estop.WorkerHost.Tests;

public sealed class SharingTests
{
    [Fact]
    public async Task Runs_of_a_kind_share_a_process_up_to_the_number_that_is_set()
    {
        await using var service = await ChildService.StartAsync(options => options.RunsPerProcess = 2);
        var workers = new List<WorkerSnapshot>();
        for (var i = 0; i < 3; i++)
        {
            workers.Add(await service.StartAsync("sleeping", Containment.SharedProcess));
        }

        Assert.Equal(workers[0].Run.ProcessId, workers[1].Run.ProcessId);
        Assert.NotEqual(workers[0].Run.ProcessId, workers[2].Run.ProcessId);
        await service.StopAsync(workers[0].Id);
        Assert.Equal(WorkerStatus.Running, service.Find(workers[1].Id).Status);
    }

    [Fact]
    public async Task Who_shared_a_process_with_one_that_does_not_come_out_is_stopped_in_order_and_started_again_elsewhere()
    {
        await using var service = await ChildService.StartAsync();
        var neighbour = await service.StartAsync("hostile", Containment.SharedProcess, new HostileInput("NestedSleeps"));
        var culprit = await service.StartAsync("hostile", Containment.SharedProcess, new HostileInput("BigIntegerPower"));
        Assert.Equal(neighbour.Run.ProcessId, culprit.Run.ProcessId);

        var receipt = await service.StopAsync(culprit.Id);

        Assert.Equal(Rung.Kill, receipt.EndedBy);
        Assert.Contains(neighbour.Id, receipt.Killed.First(), StringComparison.Ordinal);
        Phase.Until(
            () => service.Find(neighbour.Id).Run is { Number: 2, Progress: not null }, "the neighbour runs again");
        var moved = service.Find(neighbour.Id).Run;
        Assert.NotEqual(neighbour.Run.ProcessId, moved.ProcessId);
        Assert.Contains(culprit.Id, moved.StartedBecause, StringComparison.Ordinal);
        Assert.False(ChildService.IsAlive(neighbour.Run.ProcessId!.Value));
    }

    [Fact]
    public async Task Who_is_being_stopped_when_its_process_is_killed_because_of_another_is_stopped_too()
    {
        await using var service = await ChildService.StartAsync();
        var patient = await service.StartAsync("hostile", Containment.SharedProcess, new HostileInput("BigIntegerPower"));
        var culprit = await service.StartAsync("hostile", Containment.SharedProcess, new HostileInput("BigIntegerPower"));
        var asked = service.StopAsync(
            patient.Id,
            new StopRequest { Mode = StopMode.Graceful, Grace = TimeSpan.FromHours(1), Deadline = TimeSpan.FromHours(2) });

        await service.StopAsync(culprit.Id);

        var receipt = await Phase.InTime(asked);
        Assert.Equal(Rung.Kill, receipt.EndedBy);
        Assert.Equal(patient.Run.ProcessId, receipt.Proof!.ProcessId);
    }

    [Fact]
    public async Task After_a_crash_that_nobody_can_attribute_all_run_again_and_after_the_second_each_alone()
    {
        await using var service = await ChildService.StartAsync();
        var innocent = await service.StartAsync("crashing", Containment.SharedProcess, new CrashInput("never"));
        var culprit = await service.StartAsync("crashing", Containment.SharedProcess, new CrashInput("later"));

        Phase.Until(() => service.Find(culprit.Id).Status == WorkerStatus.Failed, "the third crash is known to be its own");
        Phase.Until(() => service.Find(innocent.Id).Run is { Number: 3, Progress: not null }, "the other runs on");

        var (failed, running) = (service.Find(culprit.Id).Run, service.Find(innocent.Id).Run);
        Assert.Equal((3, Containment.OwnProcess), (failed.Number, failed.Containment));
        Assert.Contains("SIGKILL", failed.Error, StringComparison.Ordinal);
        Assert.Equal((WorkerStatus.Running, Containment.OwnProcess), (running.Status, running.Containment));
        Assert.Contains("nobody can say whose doing it was", running.StartedBecause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_that_meets_the_kill_of_the_process_at_any_moment_waits_for_the_kernels_word()
    {
        await using var service = await ChildService.StartAsync();
        for (var delay = 0; delay <= 800; delay += 200)
        {
            var first = await service.StartAsync("hostile", Containment.SharedProcess, new HostileInput("BigIntegerPower"));
            var second = await service.StartAsync("hostile", Containment.SharedProcess, new HostileInput("BigIntegerPower"));
            var process = first.Run.ProcessId!.Value;
            Assert.Equal(process, second.Run.ProcessId);

            var stopping = service.StopAsync(first.Id);
            await Task.Delay(delay);
            var receipts = new[] { await service.StopAsync(second.Id), await stopping };

            Assert.False(ChildService.IsAlive(process));
            Assert.Equal((Rung.Kill, ProofKind.ProcessEnded), (receipts[1].EndedBy, receipts[1].Proof!.Kind));

            // The second may have been started again by then, elsewhere.
            Assert.NotNull(receipts[0].Proof);
        }
    }

    [Fact]
    public async Task A_process_that_dies_while_the_neighbours_are_being_moved_out_keeps_none_of_them()
    {
        await using var service = await ChildService.StartAsync();
        var neighbour = await service.StartAsync("patient-neighbour", Containment.SharedProcess, new NeighbourInput("clean up slowly"));
        var culprit = await service.StartAsync(
            "patient-neighbour", Containment.SharedProcess, new NeighbourInput("loop in native code"));
        var process = neighbour.Run.ProcessId!.Value;
        Assert.Equal(process, culprit.Run.ProcessId);

        var stopping = service.StopAsync(culprit.Id);
        Phase.Until(
            () => service.Find(neighbour.Id).Run.Progress?.Text == "cleaning up", "the neighbour is told to leave");
        ChildService.Kill(process);

        Assert.Equal(ProofKind.ProcessEnded, (await stopping).Proof!.Kind);
        Phase.Until(() => service.Find(neighbour.Id).Run is { Number: 2, Progress: not null }, "the neighbour runs again");
        await service.StopAsync(neighbour.Id, new StopRequest { Mode = StopMode.Kill });
    }

    [Fact]
    public async Task Who_is_being_stopped_when_the_process_is_killed_because_of_another_is_stopped_by_that()
    {
        await using var service = await ChildService.StartAsync();
        var first = await service.StartAsync("hasty-neighbour", Containment.SharedProcess, new NeighbourInput("loop in native code"));
        var second = await service.StartAsync("hasty-neighbour", Containment.SharedProcess, new NeighbourInput("loop in native code"));

        var stopping = service.StopAsync(first.Id);
        await Task.Delay(200);
        var receipt = await service.StopAsync(second.Id);

        Assert.Equal((Rung.Kill, ProofKind.ProcessEnded), (receipt.EndedBy, receipt.Proof!.Kind));
        Assert.Equal(Rung.Kill, (await stopping).EndedBy);
        Assert.Equal(WorkerStatus.Stopped, service.Find(second.Id).Status);
    }

    [Fact]
    public async Task Who_comes_out_after_all_while_others_clean_up_for_the_kill_of_the_process_is_not_called_abandoned()
    {
        await using var service = await ChildService.StartAsync();
        var culprit = await service.StartAsync("slow-neighbour", Containment.SharedProcess, new NeighbourInput("loop in native code"));
        var cleaning = await service.StartAsync("slow-neighbour", Containment.SharedProcess, new NeighbourInput("clean up for seconds"));
        var late = await service.StartAsync(
            "slow-neighbour", Containment.SharedProcess, new NeighbourInput("sleep in native code for seconds"));
        var stopping = service.StopAsync(culprit.Id);
        Phase.Until(() => service.Find(cleaning.Id).Run.Progress?.Text == "cleaning up", "the neighbours are told to leave");
        await Task.Delay(1000);

        var receipt = await service.StopAsync(late.Id);

        Assert.NotNull(receipt.Proof);
        Assert.Equal(Rung.Kill, (await stopping).EndedBy);
        await service.StopAsync(cleaning.Id);
    }

    [Fact]
    public async Task What_one_worker_logs_without_end_holds_up_no_word_about_the_others()
    {
        await using var service = await ChildService.StartAsync();
        var logging = await service.StartAsync("cooperative-neighbour", Containment.SharedProcess, new NeighbourInput("log without end"));
        var sleeping = await service.StartAsync("cooperative-neighbour", Containment.SharedProcess, new NeighbourInput("sleep"));
        for (var i = 0; i < 20; i++)
        {
            var returning = await service.StartAsync("cooperative-neighbour", Containment.SharedProcess, new NeighbourInput("return"));
            Phase.Until(() => service.Find(returning.Id).Status == WorkerStatus.Completed, "one that returns is known to have ended");
        }

        var receipt = await service.StopAsync(sleeping.Id);

        Assert.Equal((Rung.Safepoint, 0), (receipt.EndedBy, receipt.Killed.Count));
        Assert.Equal(WorkerStatus.Running, service.Find(logging.Id).Status);
        Phase.Until(() => service.Logs.Has("lines were dropped"), "it is said that lines were dropped");
        await service.StopAsync(logging.Id, new StopRequest { Mode = StopMode.Kill });
    }

    [Fact]
    public async Task A_stop_beats_the_move()
    {
        await using var service = await ChildService.StartAsync();
        var neighbour = await service.StartAsync("hostile", Containment.SharedProcess, new HostileInput("NestedSleeps"));
        var culprit = await service.StartAsync("hostile", Containment.SharedProcess, new HostileInput("BigIntegerPower"));

        var receipts = await Task.WhenAll(service.StopAsync(culprit.Id), service.StopAsync(neighbour.Id));

        // The neighbour may have got no processor before its process was killed.
        Assert.Equal(Rung.Kill, receipts[0].EndedBy);
        Assert.True(receipts[1].EndedBy is Rung.Safepoint or Rung.Kill, $"{receipts[1].EndedBy}");
        Assert.Equal((WorkerStatus.Stopped, 1), (service.Find(neighbour.Id).Status, service.Find(neighbour.Id).Run.Number));
    }
}
