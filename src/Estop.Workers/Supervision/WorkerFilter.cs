namespace Estop.Workers;

/// <summary>Which workers to list.</summary>
public sealed record WorkerFilter
{
    /// <summary>Only workers of this kind. Null: of any.</summary>
    public string? Kind { get; init; }

    /// <summary>Only workers that all of these match. Default: none, so all workers.</summary>
    public IReadOnlyList<LabelSelector> Labels { get; init; } = [];

    /// <summary>Only workers of this status. Null: of any.</summary>
    public WorkerStatus? Status { get; init; }

    /// <summary>At most so many workers. Default: 100. Range: 1 to 1,000.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Where to go on: the <see cref="WorkerPage.NextCursor"/> of the page before. Null: at the start.</summary>
    public string? Cursor { get; init; }
}
