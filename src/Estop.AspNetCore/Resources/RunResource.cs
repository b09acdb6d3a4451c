using System.Text.Json.Serialization;

namespace Estop.AspNetCore;

/// <summary>One run of a worker, as the API shows it.</summary>
internal sealed record RunResource
{
    public required int Number { get; init; }

    [JsonConverter(typeof(CamelCaseEnum<WorkerStatus>))]
    public required WorkerStatus Status { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public string? Error { get; init; }

    public ProgressResource? Progress { get; init; }

    [JsonConverter(typeof(CamelCaseEnum<Containment>))]
    public required Containment Containment { get; init; }

    public int? ProcessId { get; init; }

    public string? StartedBecause { get; init; }

    public required IReadOnlyList<int> Threads { get; init; }

    public static RunResource From(RunSnapshot run) => new()
    {
        Number = run.Number,
        Status = run.Status,
        StartedAt = run.StartedAt,
        EndedAt = run.EndedAt,
        Error = run.Error,
        Progress = run.Progress is { } progress ? ProgressResource.From(progress) : null,
        Containment = run.Containment,
        ProcessId = run.ProcessId,
        StartedBecause = run.StartedBecause,
        Threads = run.Threads,
    };
}
