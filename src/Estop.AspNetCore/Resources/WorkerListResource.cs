namespace Estop.AspNetCore;

/// <summary>A page of workers.</summary>
internal sealed record WorkerListResource(IReadOnlyList<WorkerResource> Workers, string? NextCursor);
