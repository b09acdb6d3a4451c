namespace Estop.Workers;

/// <summary>
/// What a run in a process of its own may take, with all that it starts. One that cannot be held on this machine is refused when the
/// host starts; a run that goes over one fails, and its error names it. Null: no limit.
/// </summary>
public sealed record RunLimits
{
    /// <summary>
    /// Memory of all processes of the run in bytes. Without a cgroup of each process by itself, and at least 100 MB. Range: more than 0.
    /// </summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Processors that all processes of the run may take at once. Needs a cgroup. Range: 0.01 to 1,024.</summary>
    public double? Processors { get; init; }

    /// <summary>Processor time that a process of the run may take in all. Range: 1 s or more.</summary>
    public TimeSpan? ProcessorTime { get; init; }

    /// <summary>Processes and threads of the run. Needs a cgroup. Range: 8 or more; a process of .NET has some 12 threads for itself.</summary>
    public int? Processes { get; init; }

    /// <summary>
    /// Files that each process of the run may have open. Range: 16 or more; a worker of .NET needs some 150 for itself, a program what it needs.
    /// </summary>
    public int? OpenFiles { get; init; }

    /// <summary>
    /// How much of the processors it leaves to others, as a process and, where the kernel groups by sessions, as a session. Default: 0. Range: -20 to 19; below 0 needs the right to.
    /// </summary>
    public int Nice { get; init; }
}
