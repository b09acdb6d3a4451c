using System.Globalization;

namespace Estop.Processes;

/// <summary>The cgroup of one tree: a directory in the unified hierarchy (v2), and one in each hierarchy (v1) that limits it.</summary>
internal sealed class TreeCgroup(string? unified)
{
    private const int PeriodMicroseconds = 100_000;
    private readonly HashSet<string> _directories = unified is null ? [] : [unified];
    private string? _memory;
    private string? _pids;
    private (string File, string NoLimit)? _processors;

    /// <summary>Whether nothing lives in it any more. One for which no descriptor is left to look with is not empty; one that has gone is.</summary>
    public bool IsEmpty
    {
        get
        {
            try
            {
                return unified is null
                    || KernelFile.Read(Path.Combine(unified, "cgroup.events"))?.Contains("populated 1", StringComparison.Ordinal) != true;
            }
            catch (IOException)
            {
                return false;
            }
        }
    }

    public void LimitMemory(string directory, long bytes, bool isUnified)
    {
        _memory = directory;
        var text = bytes.ToString(CultureInfo.InvariantCulture);
        Set(directory, isUnified ? "memory.max" : "memory.limit_in_bytes", text);

        // Without swap the limit is one of memory. Where there is no swap, there is no such file either.
        KernelFile.TryWrite(Path.Combine(directory, isUnified ? "memory.swap.max" : "memory.memsw.limit_in_bytes"), isUnified ? "0" : text);

        // A tree of which one process was taken is no worker any more.
        KernelFile.TryWrite(Path.Combine(directory, "memory.oom.group"), "1");
    }

    public void LimitProcesses(string directory, int count)
    {
        _pids = directory;
        Set(directory, "pids.max", count.ToString(CultureInfo.InvariantCulture));
    }

    public void LimitProcessors(string directory, double processors, bool isUnified)
    {
        var quota = Math.Max(1000, (long)(processors * PeriodMicroseconds)).ToString(CultureInfo.InvariantCulture);
        var (file, limit, noLimit) = isUnified
            ? ("cpu.max", $"{quota} {PeriodMicroseconds}", "max")
            : ("cpu.cfs_quota_us", quota, "-1");
        Set(directory, file, limit);
        _processors = (Path.Combine(directory, file), noLimit);
    }

    /// <summary>It may take all processors.</summary>
    public void LiftProcessors()
    {
        if (_processors is var (file, noLimit))
        {
            KernelFile.TryWrite(file, noLimit);
            _processors = null;
        }
    }

    /// <summary>Puts a process into it. False if there is nothing to be put into.</summary>
    /// <exception cref="SpawnException">The process could not be put where its limits are.</exception>
    public bool TryEnter(int processId)
    {
        var limited = _directories.Count > (unified is null ? 0 : 1);
        foreach (var directory in _directories.ToArray())
        {
            if (CgroupFiles.TryMake(directory)
                && KernelFile.TryWrite(Path.Combine(directory, "cgroup.procs"), processId.ToString(CultureInfo.InvariantCulture)))
            {
                continue;
            }

            Remove();
            return limited
                ? throw new SpawnException($"The process could not be put into its cgroup {directory}, so it would have no limits.", 0)
                : false;
        }

        return _directories.Count > 0;
    }

    /// <summary>Whether the process is in it.</summary>
    public bool Contains(int processId) =>
        KernelFile.Read($"/proc/{processId}/cgroup") is { } cgroups
        && _directories.Any(directory =>
            cgroups.Contains($"/{Path.GetFileName(Path.GetDirectoryName(directory))}/{Path.GetFileName(directory)}\n", StringComparison.Ordinal));

    /// <summary>Has the kernel kill everything in it at once.</summary>
    public void Kill()
    {
        if (unified is not null)
        {
            KernelFile.TryWrite(Path.Combine(unified, "cgroup.kill"), "1");
        }
    }

    /// <summary>Which limit was gone over; null if none that it holds.</summary>
    public LimitBreach? Breach() =>
        Count(_memory, "memory.events", "oom_kill") + Count(_memory, "memory.oom_control", "oom_kill") > 0 ? LimitBreach.Memory
        : Count(_pids, "pids.events", "max") > 0 ? LimitBreach.Processes
        : null;

    /// <summary>Removes it. Nothing may live in it any more.</summary>
    public void Remove()
    {
        foreach (var directory in _directories)
        {
            CgroupFiles.RemoveWhole(directory);
        }
    }

    private static long Count(string? directory, string file, string name)
    {
        var prefix = name + " ";
        var line = directory is null
            ? null
            : KernelFile.TryRead(Path.Combine(directory, file))?.Split('\n')
                .FirstOrDefault(line => line.StartsWith(prefix, StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line[prefix.Length..], CultureInfo.InvariantCulture);
    }

    private void Set(string directory, string file, string value)
    {
        _directories.Add(directory);
        if (!CgroupFiles.TryMake(directory) || !KernelFile.TryWrite(Path.Combine(directory, file), value))
        {
            Remove();
            throw new SpawnException($"The limit {file} of {directory} could not be set to {value}.", 0);
        }
    }
}
