namespace Estop.Workers;

/// <summary>One run of a worker as it was at one moment.</summary>
public sealed record RunSnapshot
{
    /// <summary>Its number. The first run of a worker is 1.</summary>
    public required int Number { get; init; }

    /// <summary>Its status.</summary>
    public required WorkerStatus Status { get; init; }

    /// <summary>When its start began; null while it is pending.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the last code of it had ended; null while it may execute.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What it threw, as type and message; null unless it failed.</summary>
    public string? Error { get; init; }

    /// <summary>What it last reported; null when it has reported nothing.</summary>
    public WorkerProgress? Progress { get; init; }

    /// <summary>Where it executes: never <see cref="Containment.Auto"/>.</summary>
    public Containment Containment { get; init; } = Containment.InProcess;

    /// <summary>The child process that it executes in; null in the service's own, and once it has ended.</summary>
    public int? ProcessId { get; init; }

    /// <summary>Why it was started, when nobody had asked for it: the run before has ended, or had to move. Null otherwise.</summary>
    public string? StartedBecause { get; init; }

    /// <summary>The operating system's ids of the threads that execute its code; empty once it has ended.</summary>
    public IReadOnlyList<int> Threads { get; init; } = [];
}
