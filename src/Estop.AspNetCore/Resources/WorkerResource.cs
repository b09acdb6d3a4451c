using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Estop.AspNetCore;

/// <summary>A worker, as the API shows it.</summary>
internal sealed record WorkerResource
{
    public required string Id { get; init; }

    public required string Kind { get; init; }

    [JsonConverter(typeof(CamelCaseEnum<WorkerStatus>))]
    public required WorkerStatus Status { get; init; }

    public JsonElement? Input { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    [JsonConverter(typeof(CamelCaseEnum<Containment>))]
    public Containment? Containment { get; init; }

    public required StopSettings Stop { get; init; }

    public required RestartSettings Restart { get; init; }

    [Description("How many of its runs were begun by its restart policy.")]
    public required int Restarts { get; init; }

    [Description("When its next run begins, while it waits for that.")]
    public DateTimeOffset? NextStartAt { get; init; }

    [Description("Why it is not started again, though it ought to be.")]
    public string? GaveUpBecause { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required RunResource Run { get; init; }

    public ReceiptResource? LastReceipt { get; init; }

    public static WorkerResource From(WorkerSnapshot worker) => new()
    {
        Id = worker.Id,
        Kind = worker.Kind,
        Status = worker.Status,
        Input = worker.Input,
        Labels = worker.Labels,
        Containment = worker.Containment,
        Stop = StopSettings.From(worker.Stop),
        Restart = RestartSettings.From(worker.Restart),
        Restarts = worker.Restarts,
        NextStartAt = worker.NextStartAt,
        GaveUpBecause = worker.GaveUpBecause,
        CreatedAt = worker.CreatedAt,
        Run = RunResource.From(worker.Run),
        LastReceipt = worker.LastReceipt is { } receipt ? ReceiptResource.From(receipt) : null,
    };
}
