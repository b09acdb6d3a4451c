using System.Text.Json.Serialization;

namespace Estop.AspNetCore;

/// <summary>Where the code of a worker is, as the API shows it.</summary>
internal sealed record StackResource
{
    public required string Worker { get; init; }

    public required string Kind { get; init; }

    public required int Run { get; init; }

    [JsonConverter(typeof(CamelCaseEnum<WorkerStatus>))]
    public required WorkerStatus Status { get; init; }

    public required DateTimeOffset TakenAt { get; init; }

    public required double ElapsedMilliseconds { get; init; }

    public double? CpuMilliseconds { get; init; }

    public long? AllocatedBytes { get; init; }

    public required IReadOnlyList<ThreadResource> Threads { get; init; }

    public required IReadOnlyList<AwaitResource> Awaits { get; init; }

    public static StackResource From(WorkerLook worker) => new()
    {
        Worker = worker.WorkerId,
        Kind = worker.Kind,
        Run = worker.Run,
        Status = worker.Status,
        TakenAt = worker.Look.TakenAt,
        ElapsedMilliseconds = DurationText.Milliseconds(worker.Look.Elapsed),
        CpuMilliseconds = worker.Look.CpuTime is { } cpu ? DurationText.Milliseconds(cpu) : null,
        AllocatedBytes = worker.Look.AllocatedBytes,
        Threads = [.. worker.Look.Threads.Select(ThreadResource.From)],
        Awaits = [.. worker.Look.Awaits.Select(AwaitResource.From)],
    };
}
