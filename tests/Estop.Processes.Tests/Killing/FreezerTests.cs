namespace Estop.Processes.Tests;

/// <summary>The freezer of cgroup v1 keeps even SIGKILL from ending a process, as a file system that hangs does.</summary>
public sealed class FreezerTests
{
    [Fact]
    public async Task A_frozen_process_is_thawed_and_killed()
    {
        using var freezer = FrozenCgroup.Create();
        using var guardian = await Guardians.StartAsync();
        using var process = await guardian.SpawnShellAsync(Scripts.Sleep);
        freezer.Freeze(process.ProcessId, good: false);

        await process.KillAsync();
    }

    [Fact]
    public async Task What_even_the_kernel_cannot_end_is_reported_with_its_state_and_never_as_dead()
    {
        using var freezer = FrozenCgroup.Create();
        using var guardian = await Guardians.StartAsync();
        using var neighbour = await guardian.SpawnShellAsync(Scripts.Sleep);
        using var process = await guardian.SpawnShellAsync(Scripts.Sleep);
        freezer.Freeze(process.ProcessId, good: true);

        var receipt = await process.KillAsync(TimeSpan.FromSeconds(0.3)).WaitAsync(Guardians.Timeout);

        Assert.False(receipt.Dead);
        Assert.Null(receipt.End);
        Assert.False(process.End.IsCompleted);
        var survivor = Assert.Single(receipt.Survivors, survivor => survivor.ProcessId == process.ProcessId);
        Assert.Equal('D', survivor.State);
        Assert.NotEmpty(survivor.WaitChannel);

        // The others are served meanwhile, and when the kernel lets go of it, it is told.
        await neighbour.KillAsync();
        freezer.Thaw();
        Assert.Equal(9, (await process.End.WaitAsync(Guardians.Timeout)).Signal);
    }
}
