namespace Estop.AspNetCore;

/// <summary>A page of workers.</summary>
internal sealed record WorkerListResource
{
    public required IReadOnlyList<WorkerResource> Workers { get; init; }

    public string? NextCursor { get; init; }

    public static WorkerListResource From(WorkerPage page) => new()
    {
        Workers = [.. page.Workers.Select(WorkerResource.From)],
        NextCursor = page.NextCursor,
    };
}
