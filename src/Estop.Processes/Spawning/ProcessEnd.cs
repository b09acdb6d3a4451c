namespace Estop.Processes;

/// <summary>How a process has ended, by the kernel's word.</summary>
internal sealed record ProcessEnd
{
    /// <summary>What it returned, 0 to 255; null if a signal ended it, or if nobody can tell any more.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The number of the signal that ended it; null if none did.</summary>
    public int? Signal { get; init; }

    /// <summary>Which limit it has gone over; null if none that is known.</summary>
    public LimitBreach? Breach { get; init; }

    /// <summary>What of its tree had outlived it and was killed then.</summary>
    public IReadOnlyList<KilledProcess> LeftBehind { get; init; } = [];

    /// <summary>Whether the guardian went first, so that nobody has its status: it is dead all the same.</summary>
    public bool StatusLost { get; init; }
}
