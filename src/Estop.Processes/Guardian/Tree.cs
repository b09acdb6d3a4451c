namespace Estop.Processes;

/// <summary>One process that the guardian has started, and all that comes of it. Touched by the guardian's own thread only.</summary>
internal sealed class Tree(
    long id, int processId, Descriptor handle, string cookie, TreeCgroup? cgroup, ProcessLimits limits, int nice) : IDisposable
{
    /// <summary>How the service calls it.</summary>
    public long Id => id;

    /// <summary>Its first process, which leads a session and a group of its own. Never reaped before the rest is dead.</summary>
    public int ProcessId => processId;

    /// <summary>A handle of its first process.</summary>
    public Descriptor Handle => handle;

    /// <summary>What all of it bears in its environment, unless it has thrown that away.</summary>
    public string Cookie => cookie;

    /// <summary>Its cgroup, if it could have one.</summary>
    public TreeCgroup? Cgroup => cgroup;

    /// <summary>How its first process has ended; null while that lives.</summary>
    public ExitStatus? Status { get; set; }

    /// <summary>Whether somebody has asked for its death.</summary>
    public bool IsKilled { get; set; }

    /// <summary>What was killed beside the first process, and is not known to be dead yet.</summary>
    public Dictionary<int, Straggler> Stragglers { get; } = [];

    /// <summary>What was killed beside the first process.</summary>
    public List<KilledProcess> Others { get; } = [];

    /// <summary>Who waits for its death.</summary>
    public List<KillOrder> Orders { get; } = [];

    /// <summary>Whether the last look for what belongs to it could be had everywhere.</summary>
    public bool IsSearched { get; set; }

    /// <summary>Whether all that is known of it is dead. There may be more, in its cgroup or where it was not looked for.</summary>
    public bool IsKnownDead => Status is not null && Stragglers.Count == 0;

    /// <summary>Whether the kernel has reported the death of all of it.</summary>
    public bool IsDead => IsKnownDead && IsSearched && cgroup?.IsEmpty != false;

    /// <summary>Which limit it has gone over; null if none that is known. Once it is dead, and before it is reaped.</summary>
    public LimitBreach? Breach()
    {
        const int TimeUsedUp = 24;
        return cgroup?.Breach() is { } breach ? breach
            : Status?.Signal == TimeUsedUp || (Status?.Signal == Libc.KillSignal && !IsKilled && HasUsedUpItsTime())
                ? LimitBreach.ProcessorTime
                : null;
    }

    /// <summary>Anybody may have sent SIGKILL; the kernel sends it to one that goes on after the signal at the limit.</summary>
    private bool HasUsedUpItsTime() =>
        limits.ProcessorTime is { } limit
        && ProcessStat.Parse(KernelFile.TryRead($"/proc/{processId}/stat")) is { } stat
        && stat.ProcessorTime >= limit;

    /// <summary>It is to die, which takes processor time too: what has kept it from the processors is lifted.</summary>
    public void Hurry()
    {
        cgroup?.LiftProcessors();
        if (nice > 0)
        {
            ProcessRights.Hurry(processId);
        }
    }

    /// <summary>What of it is not dead yet, in the kernel's words.</summary>
    public List<UnkilledProcess> Unkilled()
    {
        var unkilled = Stragglers.Keys.Select(ProcessFacts.Unkilled).ToList();
        if (Status is null)
        {
            unkilled.Insert(0, ProcessFacts.Unkilled(processId));
        }

        return unkilled;
    }

    public void Dispose()
    {
        handle.Dispose();
        cgroup?.Remove();
    }
}
