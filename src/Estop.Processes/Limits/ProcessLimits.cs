namespace Estop.Processes;

/// <summary>What a process and its tree may take. Null: no limit.</summary>
internal sealed record ProcessLimits
{
    /// <summary>No limit at all.</summary>
    public static ProcessLimits None { get; } = new();

    /// <summary>Memory of the whole tree in bytes, at least 100 MB where only the process itself can be limited.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Processors that the whole tree may take at once, such as 0.5. Needs a cgroup.</summary>
    public double? Processors { get; init; }

    /// <summary>Processor time that the process may take in all.</summary>
    public TimeSpan? ProcessorTime { get; init; }

    /// <summary>Processes and threads of the whole tree. Needs a cgroup.</summary>
    public int? Processes { get; init; }

    /// <summary>Files that each process may have open.</summary>
    public int? OpenFiles { get; init; }
}
