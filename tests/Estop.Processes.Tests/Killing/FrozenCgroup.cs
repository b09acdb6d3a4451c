using System.Globalization;

namespace Estop.Processes.Tests;

/// <summary>
/// A pair of freezers of cgroup v1, one in the other. Who is in the inner one cannot die while the outer one is frozen, whatever is done to
/// the inner one: as in a file system that hangs.
/// </summary>
internal sealed class FrozenCgroup : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private readonly string _outer = $"/sys/fs/cgroup/freezer/estop-test-{Guid.NewGuid():N}";

    private FrozenCgroup()
    {
    }

    private string Inner => _outer + "/inner";

    /// <summary>Skips the test where there is no such freezer.</summary>
    public static FrozenCgroup Create()
    {
        var freezer = new FrozenCgroup();
        Assert.SkipUnless(
            Directory.Exists("/sys/fs/cgroup/freezer") && CgroupFiles.TryMake(freezer._outer), "No freezer of cgroup v1 can be written.");
        CgroupFiles.TryMake(freezer.Inner);
        return freezer;
    }

    /// <summary>Freezes a process. What thaws its cgroup ends that, unless it is for <paramref name="good"/>.</summary>
    public void Freeze(int processId, bool good)
    {
        Assert.True(KernelFile.TryWrite($"{Inner}/cgroup.procs", processId.ToString(CultureInfo.InvariantCulture)));
        var state = $"{(good ? _outer : Inner)}/freezer.state";
        Assert.True(KernelFile.TryWrite(state, "FROZEN"));
        Until(() => KernelFile.Read(state) == "FROZEN\n", "the process is frozen");
    }

    public void Thaw()
    {
        KernelFile.TryWrite($"{_outer}/freezer.state", "THAWED");
        KernelFile.TryWrite($"{Inner}/freezer.state", "THAWED");
    }

    public void Dispose()
    {
        Thaw();
        Until(() => CgroupFiles.TryRemove(Inner) || !Directory.Exists(Inner), "the freezer is empty");
        CgroupFiles.TryRemove(_outer);
    }

    private static void Until(Func<bool> condition, string what) =>
        Assert.True(SpinWait.SpinUntil(condition, Timeout), $"Waited in vain until {what}.");
}
