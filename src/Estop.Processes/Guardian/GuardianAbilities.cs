namespace Estop.Processes;

/// <summary>What the guardian can do on this machine, with the rights it has.</summary>
internal sealed record GuardianAbilities
{
    /// <summary>Whether a tree has a cgroup of its own, which the kernel kills whole.</summary>
    public bool CgroupKill { get; init; }

    /// <summary>Why not, and what would change it; null if so.</summary>
    public string? NoCgroup { get; init; }

    /// <summary>Whether the memory of a tree can be limited, not only that of one process.</summary>
    public bool TreeMemory { get; init; }

    /// <summary>Whether the number of processes of a tree can be limited.</summary>
    public bool TreeProcesses { get; init; }

    /// <summary>Whether the processors of a tree can be limited.</summary>
    public bool TreeProcessors { get; init; }

    /// <summary>Whether processes can be started under other user ids, and still be ended.</summary>
    public bool OtherUsers { get; init; }

    /// <summary>Whether processes can be given more of the processors than the service has.</summary>
    public bool NegativeNice { get; init; }

    /// <summary>Whether what runs under another user id can be sent a signal.</summary>
    public bool SignalsOtherUsers { get; init; }
}
