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
        CreatedAt = worker.CreatedAt,
        Run = RunResource.From(worker.Run),
        LastReceipt = worker.LastReceipt is { } receipt ? ReceiptResource.From(receipt) : null,
    };
}
