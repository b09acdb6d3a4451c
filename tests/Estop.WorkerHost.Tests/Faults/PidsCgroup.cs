using System.Globalization;
using Estop.Processes;

namespace Estop.WorkerHost.Tests.Faults;

/// <summary>A cgroup in which there can be no more processes and threads than there are.</summary>
internal sealed class PidsCgroup : IDisposable
{
    private readonly string _directory;

    private PidsCgroup(string directory) => _directory = directory;

    /// <summary>Why none can be made here; null if one can.</summary>
    public static string? Missing()
    {
        using var made = TryMake();
        return made is null ? "No cgroup can limit processes here." : null;
    }

    public static PidsCgroup Make() => TryMake() ?? throw new InvalidOperationException("No cgroup of pids can be made.");

    /// <summary>Puts a process into it with all its threads.</summary>
    public void Enter(int processId) => Assert.True(Write("cgroup.procs", processId.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Allows as many more as that.</summary>
    public void Allow(int more) => Assert.True(Write(
        "pids.max", (int.Parse(KernelFile.Read(Path.Combine(_directory, "pids.current"))!, CultureInfo.InvariantCulture) + more)
            .ToString(CultureInfo.InvariantCulture)));

    public void AllowAll() => Assert.True(Write("pids.max", "max"));

    public void Dispose()
    {
        AllowAll();

        // Who is still in it goes on beside it.
        foreach (var process in File.ReadLines(Path.Combine(_directory, "cgroup.procs")))
        {
            KernelFile.TryWrite(Path.Combine(Path.GetDirectoryName(_directory)!, "cgroup.procs"), process);
        }

        Phase.Until(() => CgroupFiles.TryRemove(_directory), "the cgroup is empty");
    }

    private static PidsCgroup? TryMake()
    {
        var place = CgroupMounts.Legacy(CgroupController.Pids) ?? Path.GetDirectoryName(CgroupMounts.Unified());
        var directory = Path.Combine(place ?? "/nowhere", $"estop-test-{Guid.NewGuid():N}");
        if (!CgroupFiles.TryMake(directory))
        {
            return null;
        }

        var made = new PidsCgroup(directory);
        if (File.Exists(Path.Combine(directory, "pids.max")))
        {
            return made;
        }

        CgroupFiles.TryRemove(directory);
        return null;
    }

    private bool Write(string file, string text) => KernelFile.TryWrite(Path.Combine(_directory, file), text);
}
