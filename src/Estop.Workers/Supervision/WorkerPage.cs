namespace Estop.Workers;

/// <summary>A part of a list of workers, ordered by id.</summary>
/// <param name="Workers">The workers.</param>
/// <param name="NextCursor">What the next page starts from; null when this is the last.</param>
public sealed record WorkerPage(IReadOnlyList<WorkerSnapshot> Workers, string? NextCursor);
