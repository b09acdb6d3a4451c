namespace Estop.Workers;

/// <summary>The answer to a start.</summary>
/// <param name="Worker">The worker as it is now.</param>
/// <param name="Started">Whether this call started a run; false when the worker was there already, or was running.</param>
public sealed record StartResult(WorkerSnapshot Worker, bool Started);
