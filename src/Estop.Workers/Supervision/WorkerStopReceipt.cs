namespace Estop.Workers;

/// <summary>The record of a worker's stop.</summary>
/// <param name="WorkerId">The worker.</param>
/// <param name="Kind">The name of its kind.</param>
/// <param name="Run">The run that was stopped.</param>
/// <param name="Stop">How the stop went, and the proof of its end.</param>
public sealed record WorkerStopReceipt(string WorkerId, string Kind, int Run, StopReceipt Stop)
{
    /// <summary>
    /// When the code of an abandoned run has left after all; null while it has not, and for a run that was not abandoned.
    /// </summary>
    public DateTimeOffset? LeftAt { get; init; }
}
