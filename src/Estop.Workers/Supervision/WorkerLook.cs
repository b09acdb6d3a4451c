namespace Estop.Workers;

/// <summary>Where the code of a worker was when it was looked at.</summary>
/// <param name="WorkerId">The worker.</param>
/// <param name="Kind">The name of its kind.</param>
/// <param name="Run">The run that was looked at: the current one.</param>
/// <param name="Status">What the run was then.</param>
/// <param name="Look">What was seen.</param>
public sealed record WorkerLook(string WorkerId, string Kind, int Run, WorkerStatus Status, ScopeLook Look);
