using System.Globalization;

namespace Estop.Processes.Tests;

/// <summary>The freezer of cgroup v1 keeps even SIGKILL from ending a process, as a file system that hangs does.</summary>
public sealed class FreezerTests : IDisposable
{
    private readonly string _outer = $"/sys/fs/cgroup/freezer/estop-test-{Guid.NewGuid():N}";
    private readonly string _inner;

    public FreezerTests()
    {
        Assert.SkipUnless(Directory.Exists("/sys/fs/cgroup/freezer") && CgroupFiles.TryMake(_outer), "No freezer of cgroup v1 can be written.");
        _inner = _outer + "/inner";
        CgroupFiles.TryMake(_inner);
    }

    [Fact]
    public async Task A_frozen_process_is_thawed_and_killed()
    {
        using var guardian = await Guardians.StartAsync();
        using var process = await guardian.SpawnShellAsync(Scripts.Sleep);
        Freeze(process.ProcessId, _inner, _inner);

        await process.KillAsync();
    }

    [Fact]
    public async Task What_even_the_kernel_cannot_end_is_reported_with_its_state_and_never_as_dead()
    {
        using var guardian = await Guardians.StartAsync();
        using var neighbour = await guardian.SpawnShellAsync(Scripts.Sleep);
        using var process = await guardian.SpawnShellAsync(Scripts.Sleep);
        Freeze(process.ProcessId, _inner, _outer);

        var receipt = await process.KillAsync(TimeSpan.FromSeconds(0.3)).WaitAsync(Guardians.Timeout);

        Assert.False(receipt.Dead);
        Assert.Null(receipt.End);
        Assert.False(process.End.IsCompleted);
        var survivor = Assert.Single(receipt.Survivors, survivor => survivor.ProcessId == process.ProcessId);
        Assert.Equal('D', survivor.State);
        Assert.NotEmpty(survivor.WaitChannel);

        // The others are served meanwhile, and when the kernel lets go of it, it is told.
        await neighbour.KillAsync();
        Thaw();
        Assert.Equal(9, (await process.End.WaitAsync(Guardians.Timeout)).Signal);
    }

    public void Dispose()
    {
        Thaw();
        Guardians.Until(() => CgroupFiles.TryRemove(_inner) || !Directory.Exists(_inner), "the freezer is empty");
        CgroupFiles.TryRemove(_outer);
    }

    private static void Freeze(int processId, string cgroup, string frozen)
    {
        Assert.True(CgroupFiles.TryWrite($"{cgroup}/cgroup.procs", processId.ToString(CultureInfo.InvariantCulture)));
        Assert.True(CgroupFiles.TryWrite($"{frozen}/freezer.state", "FROZEN"));
        Guardians.Until(() => ProcessFacts.Read($"{frozen}/freezer.state") == "FROZEN\n", "the process is frozen");
    }

    private void Thaw()
    {
        CgroupFiles.TryWrite($"{_outer}/freezer.state", "THAWED");
        CgroupFiles.TryWrite($"{_inner}/freezer.state", "THAWED");
    }
}
