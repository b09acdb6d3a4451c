namespace Estop;

/// <summary>How it is known that no code of a run executes any more.</summary>
/// <param name="Kind">What was observed.</param>
/// <param name="Threads">
/// The operating system's ids of the run's dedicated threads that were seen gone; empty when it had none, or where the
/// platform gives no ids.
/// </param>
public sealed record ProofOfDeath(ProofKind Kind, IReadOnlyList<int> Threads)
{
    /// <summary>The process that was seen dead; null where the run executed in the service's own.</summary>
    public int? ProcessId { get; init; }
}
