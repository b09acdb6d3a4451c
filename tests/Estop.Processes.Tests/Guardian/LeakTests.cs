namespace Estop.Processes.Tests;

/// <summary>Counts what this very process holds open, so nothing runs beside it.</summary>
[Collection(nameof(LeakTests))]
[CollectionDefinition(nameof(LeakTests), DisableParallelization = true)]
public class LeakTests
{
    [Fact]
    public async Task Starts_ends_and_kills_leave_nothing_open_on_either_side()
    {
        using var guardian = await Guardians.StartAsync();
        await OneRound(guardian);
        var (here, there) = (Guardians.OpenFiles(Environment.ProcessId), Guardians.OpenFiles(guardian.ProcessId));

        for (var round = 0; round < 20; round++)
        {
            await OneRound(guardian);
        }

        Guardians.Until(() => Guardians.OpenFiles(guardian.ProcessId) <= there, "the guardian has closed everything");
        Guardians.Until(() => Guardians.OpenFiles(Environment.ProcessId) <= here, "the service has closed everything");
        Assert.Empty(ProcessFacts.Children(guardian.ProcessId));
    }

    [Fact]
    public async Task A_start_whose_handle_the_service_cannot_take_is_refused_and_nothing_is_left_of_it()
    {
        using var guardian = await Guardians.StartAsync();
        await OneRound(guardian);
        var held = new DescriptorHoard();
        held.TakeAll();
        var start = guardian.SpawnAsync(new SpawnRequest { Path = "/bin/sleep", Arguments = ["1000"] });
        await Task.WhenAny(start);
        held.Dispose();

        Assert.Equal(NativeError.ProcessFilesUsedUp, (await Assert.ThrowsAsync<SpawnException>(() => start)).Error);
        Guardians.Until(() => ProcessFacts.Children(guardian.ProcessId).Count == 0, "what was started is dead");
    }

    private static async Task OneRound(GuardianClient guardian)
    {
        using var ends = await guardian.SpawnAsync(Guardians.Shell("exit 1") with { WantsChannel = true }).WaitAsync(Guardians.Timeout);
        using var killed = await guardian.SpawnShellAsync(Scripts.Sleep);
        await Assert.ThrowsAsync<SpawnException>(
            () => guardian.SpawnAsync(Guardians.Shell("") with { Path = "/nowhere", WantsChannel = true }));
        await ends.End.WaitAsync(Guardians.Timeout);
        await killed.KillAsync();
    }
}
