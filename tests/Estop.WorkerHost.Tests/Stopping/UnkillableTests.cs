using Estop.Processes.Tests;

namespace Estop.WorkerHost.Tests;

/// <summary>A process in a sleep that nothing interrupts: not even SIGKILL ends it, and nothing here may say that it did.</summary>
public sealed class UnkillableTests
{
    private static readonly StopRequest Quick = new() { Deadline = TimeSpan.FromSeconds(1) };

    public static TheoryData<StopMode> Modes => [StopMode.Prompt, StopMode.Kill];

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_run_that_even_SIGKILL_does_not_end_is_abandoned_with_the_kernels_state_until_it_is_dead(StopMode mode)
    {
        using var freezer = FrozenCgroup.Create();
        await using var service = await ChildService.StartAsync();
        var worker = await service.StartAsync("sleeping", Containment.OwnProcess);
        var process = worker.Run.ProcessId!.Value;
        freezer.Freeze(process, good: true);

        var receipt = (await Phase.InTime(service.Supervisor.StopAsync(worker.Id, request: Quick with { Mode = mode }))).Stop;

        Assert.Equal(ScopeOutcome.Abandoned, receipt.Outcome);
        Assert.Null(receipt.Proof);
        Assert.Null(receipt.EndedBy);
        Assert.Equal([Rung.Kill, Rung.Abandon], receipt.Rungs.Select(rung => rung.Rung).TakeLast(2));
        var left = Assert.Single(receipt.LeftBehind, text => text.StartsWith($"Process {process} ", StringComparison.Ordinal));
        Assert.Matches(@"was sent SIGKILL and is still there: state D, in \w+\.$", left);

        // Nobody counts on its death, and none of the service's own threads is lost to it.
        Assert.Equal(WorkerStatus.Abandoned, service.Find(worker.Id).Status);
        Assert.True(ChildService.IsAlive(process));
        Assert.Equal(0, service.Supervisor.Abandoned.Threads);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => service.Supervisor.StartAgainAsync(worker.Id));
        Assert.Equal(Refusal.WorkerAbandoned, refused.Refusal);
        var other = await service.StartAsync("sleeping", Containment.OwnProcess);
        await service.StopAsync(other.Id);
        var again = (await Phase.InTime(service.Supervisor.StopAsync(worker.Id, request: Quick))).Stop;
        Assert.Equal(ScopeOutcome.Abandoned, again.Outcome);

        freezer.Thaw();
        Phase.Until(() => service.Find(worker.Id).Status == WorkerStatus.Stopped, "its death is known");
        Assert.False(ChildService.IsAlive(process));
        Assert.NotNull(service.Find(worker.Id).LastReceipt!.LeftAt);
        Assert.Equal(ScopeOutcome.Abandoned, service.Find(worker.Id).LastReceipt!.Stop.Outcome);
        Phase.Until(() => service.Logs.Has("has left after all"), "its death is logged");
        Assert.True((await Phase.InTime(service.Supervisor.StartAgainAsync(worker.Id))).Started);
        await service.StopAsync(worker.Id);
    }

    [Fact]
    public async Task Who_shares_a_process_that_does_not_die_is_not_started_elsewhere_before_it_is_dead()
    {
        using var freezer = FrozenCgroup.Create();
        await using var service = await ChildService.StartAsync();
        var neighbour = await service.StartAsync("sleeping", Containment.SharedProcess);
        var culprit = await service.StartAsync("sleeping", Containment.SharedProcess);
        var process = culprit.Run.ProcessId!.Value;
        Assert.Equal(process, neighbour.Run.ProcessId);
        freezer.Freeze(process, good: true);

        var receipt = (await Phase.InTime(service.Supervisor.StopAsync(culprit.Id, request: Quick))).Stop;

        Assert.Equal(ScopeOutcome.Abandoned, receipt.Outcome);
        Assert.Contains("state D", Assert.Single(receipt.LeftBehind), StringComparison.Ordinal);
        Assert.Equal((1, process), (service.Find(neighbour.Id).Run.Number, service.Find(neighbour.Id).Run.ProcessId));

        freezer.Thaw();
        Phase.Until(() => service.Find(neighbour.Id).Run is { Number: 2, Progress: not null }, "the neighbour runs again");
        Assert.False(ChildService.IsAlive(process));
        Assert.Equal(WorkerStatus.Stopped, service.Find(culprit.Id).Status);
    }
}
