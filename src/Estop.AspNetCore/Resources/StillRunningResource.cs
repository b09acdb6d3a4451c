namespace Estop.AspNetCore;

/// <summary>Where the code of an abandoned run was just before the deadline, as the API shows it.</summary>
internal sealed record StillRunningResource
{
    public required DateTimeOffset TakenAt { get; init; }

    public required IReadOnlyList<ThreadResource> Threads { get; init; }

    public required IReadOnlyList<AwaitResource> Awaits { get; init; }

    public static StillRunningResource From(ScopeLook look) => new()
    {
        TakenAt = look.TakenAt,
        Threads = [.. look.Threads.Select(ThreadResource.From)],
        Awaits = [.. look.Awaits.Select(AwaitResource.From)],
    };
}
