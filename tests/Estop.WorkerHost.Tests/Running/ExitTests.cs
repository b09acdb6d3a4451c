namespace Estop.WorkerHost.Tests;

/// <summary>Code of a run that ends the process by its own word ends its run.</summary>
public sealed class ExitTests
{
    [Theory]
    [InlineData("own-exit", WorkerStatus.Failed, "Environment.Exit with exit code 42")]
    [InlineData("own-exit-0", WorkerStatus.Completed, null)]
    [InlineData("own-fail-fast", WorkerStatus.Failed, "Environment.FailFast: The worker has given up. (System.TimeoutException: No answer.)")]
    public async Task In_a_shared_process_it_ends_its_run_and_its_neighbour_lives_on(string how, WorkerStatus status, string? error)
    {
        await using var service = await ChildService.StartAsync();
        var neighbour = await service.StartAsync("crashing", Containment.SharedProcess, new CrashInput("never"));
        var worker = await service.StartAsync("crashing", Containment.SharedProcess, new CrashInput(how));
        Phase.Until(() => service.Find(worker.Id).Run.EndedAt is not null, "it has ended");

        var run = service.Find(worker.Id).Run;
        Assert.Equal((status, 1), (run.Status, run.Number));
        Assert.Equal(error is null, run.Error is null);
        Assert.Contains(error ?? "", run.Error ?? "", StringComparison.Ordinal);
        var other = service.Find(neighbour.Id);
        Assert.Equal((WorkerStatus.Running, 1, neighbour.Run.ProcessId), (other.Status, other.Run.Number, other.Run.ProcessId));
        await service.StopAsync(neighbour.Id);
    }

    [Fact]
    public async Task In_a_process_of_its_own_it_ends_its_run_with_the_exit_code_and_the_process_is_gone()
    {
        await using var service = await ChildService.StartAsync();
        var worker = await service.StartAsync("crashing", Containment.OwnProcess, new CrashInput("own-exit"));
        Phase.Until(() => service.Find(worker.Id).Run.EndedAt is not null, "it has ended");
        var receipt = (await Phase.InTime(service.Supervisor.StopAsync(worker.Id))).Stop;
        Assert.Equal((ScopeOutcome.Failed, ProofKind.ProcessEnded), (receipt.Outcome, receipt.Proof!.Kind));
        Assert.Contains("exit code 42", service.Find(worker.Id).Run.Error, StringComparison.Ordinal);
        Assert.False(ChildService.IsAlive(receipt.Proof.ProcessId!.Value));
    }

    [Fact]
    public async Task What_does_not_come_out_then_is_killed_with_its_process_and_its_neighbour_runs_elsewhere()
    {
        await using var service = await ChildService.StartAsync();
        var neighbour = await service.StartAsync("crashing", Containment.SharedProcess, new CrashInput("never"));
        var worker = await service.StartAsync("crashing", Containment.SharedProcess, new CrashInput("own-exit-amid-a-spin"));
        Phase.Until(() => service.Find(worker.Id).Run.EndedAt is not null, "it has ended");
        Phase.Until(() => service.Find(neighbour.Id).Run is { Number: 2, Progress: not null }, "the neighbour runs again");
        Assert.False(ChildService.IsAlive(neighbour.Run.ProcessId!.Value));
    }
}
