namespace Estop.Workers;

/// <summary>The answer to a start.</summary>
/// <param name="Worker">The worker as it is now.</param>
/// <param name="Started">Whether this call started a run; false when it was there already, and running or not started again.</param>
public sealed record StartResult(WorkerSnapshot Worker, bool Started);
