namespace Estop.WorkerHost.Tests.Faults;

/// <summary>However a process dies, that is the end of one run, which says how.</summary>
public sealed class CrashTests
{
    [Theory]
    [InlineData("segv", "was ended by SIGSEGV")]
    [InlineData("abort", "was ended by SIGABRT")]
    [InlineData("fail-fast", "was ended by SIGABRT", "The worker has given up.")]
    [InlineData("overflow", "was ended by SIGABRT", "Stack overflow.")]
    [InlineData("unhandled-memory", "was ended by SIGABRT", "ut of memory.")]
    [InlineData("exit", "exited with code 42")]
    [InlineData("unwoven-exit", "exited with code 42")]
    [InlineData("unhandled-memory", "was ended by SIGABRT", "ut of memory.", "crashing-in-limits")]
    public async Task A_crash_ends_exactly_one_run_which_tells_the_code_or_the_signal_and_its_last_lines(
        string how, string end, string words = "", string kind = "crashing")
    {
        await using var service = await ChildService.StartAsync(static options =>
            options.Environment["DOTNET_GCHeapHardLimit"] = "6000000");
        var neighbour = await service.StartAsync("sleeping", Containment.OwnProcess);

        var crashed = Ended(service, await service.StartAsync(kind, Containment.OwnProcess, new CrashInput(how)));

        Tells(crashed, end, words);
        var receipt = (await Phase.InTime(service.Supervisor.StopAsync(crashed.Id))).Stop;
        Assert.Equal((ScopeOutcome.Failed, ProofKind.ProcessEnded), (receipt.Outcome, receipt.Proof!.Kind));
        Assert.False(ChildService.IsAlive(receipt.Proof.ProcessId!.Value));
        var other = service.Find(neighbour.Id).Run;
        Assert.Equal((WorkerStatus.Running, 1, neighbour.Run.ProcessId), (other.Status, other.Number, other.ProcessId));
        await service.StopAsync(neighbour.Id);
    }

    [Fact]
    public async Task A_kill_from_outside_ends_exactly_one_run_which_tells_the_signal_and_its_last_lines()
    {
        await using var service = await ChildService.StartAsync();
        var neighbour = await service.StartAsync("sleeping", Containment.OwnProcess);
        var worker = await service.StartAsync("crashing", Containment.OwnProcess, new CrashInput("never"));

        ChildService.Kill(worker.Run.ProcessId!.Value);

        Tells(Ended(service, worker), "was ended by SIGKILL", "");
        Assert.Equal((WorkerStatus.Running, 1), (service.Find(neighbour.Id).Status, service.Find(neighbour.Id).Run.Number));
        await service.StopAsync(neighbour.Id);
    }

    [Fact]
    public async Task Memory_that_the_kernel_refuses_ends_exactly_one_run_which_tells_the_signal_and_the_limit()
    {
        Assert.SkipUnless(Cgroups.CanLimitMemory, "No cgroup can limit memory.");
        await using var service = await ChildService.StartAsync();
        var neighbour = await service.StartAsync("sleeping", Containment.OwnProcess);

        var hoarded = Ended(service, await service.StartAsync("hoarding-natively", Containment.OwnProcess));

        Assert.Contains("was ended by SIGKILL because it went over a limit: memory", hoarded.Run.Error, StringComparison.Ordinal);
        Assert.Equal((WorkerStatus.Failed, 1), (hoarded.Status, hoarded.Run.Number));
        Assert.Equal((WorkerStatus.Running, 1), (service.Find(neighbour.Id).Status, service.Find(neighbour.Id).Run.Number));
        await service.StopAsync(neighbour.Id);
    }

    private static WorkerSnapshot Ended(ChildService service, WorkerSnapshot worker)
    {
        Phase.Until(() => service.Find(worker.Id).Run.EndedAt is not null, "it has ended");
        return service.Find(worker.Id);
    }

    private static void Tells(WorkerSnapshot worker, string end, string words)
    {
        Assert.Equal((WorkerStatus.Failed, 1), (worker.Status, worker.Run.Number));
        Assert.Contains(end, worker.Run.Error, StringComparison.Ordinal);
        Assert.Contains(words, worker.Run.Error, StringComparison.Ordinal);
        Assert.Contains("the last line before the end", worker.Run.Error, StringComparison.Ordinal);
    }
}
