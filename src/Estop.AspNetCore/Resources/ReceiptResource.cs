using System.Text.Json.Serialization;

namespace Estop.AspNetCore;

/// <summary>A stop receipt, as the API shows it.</summary>
internal sealed record ReceiptResource
{
    public required string Worker { get; init; }

    public required string Kind { get; init; }

    public required int Run { get; init; }

    [JsonConverter(typeof(CamelCaseEnum<ScopeOutcome>))]
    public required ScopeOutcome Outcome { get; init; }

    [JsonConverter(typeof(CamelCaseEnum<StopMode>))]
    public required StopMode Mode { get; init; }

    public string? RequestedBy { get; init; }

    public string? Reason { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    public required double ElapsedMilliseconds { get; init; }

    public required IReadOnlyList<RungResource> Rungs { get; init; }

    [JsonConverter(typeof(CamelCaseEnum<Rung>))]
    public Rung? EndedBy { get; init; }

    public ProofResource? Proof { get; init; }

    [JsonConverter(typeof(CamelCaseEnum<CleanupOutcome>))]
    public required CleanupOutcome Cleanup { get; init; }

    public IReadOnlyList<string>? CleanupCutAt { get; init; }

    public string? CutShield { get; init; }

    public IReadOnlyList<string>? LockCutAt { get; init; }

    public IReadOnlyList<string>? StoppedAt { get; init; }

    public IReadOnlyList<string>? Closed { get; init; }

    public IReadOnlyList<string>? LetGo { get; init; }

    public IReadOnlyList<string>? Killed { get; init; }

    public required IReadOnlyList<string> LeftBehind { get; init; }

    public StillRunningResource? StillRunning { get; init; }

    public DateTimeOffset? LeftAt { get; init; }

    public static ReceiptResource From(WorkerStopReceipt receipt)
    {
        var stop = receipt.Stop;
        return new ReceiptResource
        {
            Worker = receipt.WorkerId,
            Kind = receipt.Kind,
            Run = receipt.Run,
            Outcome = stop.Outcome,
            Mode = stop.Mode,
            RequestedBy = stop.RequestedBy,
            Reason = stop.Reason,
            RequestedAt = stop.RequestedAt,
            ElapsedMilliseconds = DurationText.Milliseconds(stop.Elapsed),
            Rungs = [.. stop.Rungs.Select(RungResource.From)],
            EndedBy = stop.EndedBy,
            Proof = stop.Proof is { } proof ? ProofResource.From(proof) : null,
            Cleanup = stop.Cleanup,
            CleanupCutAt = Frames(stop.CleanupCutAt),
            CutShield = stop.CutShield,
            LockCutAt = Frames(stop.LockCutAt),
            StoppedAt = Frames(stop.StoppedAt),
            Closed = stop.Closed is [] ? null : stop.Closed,
            LetGo = stop.LetGo is [] ? null : stop.LetGo,
            Killed = stop.Killed is [] ? null : stop.Killed,
            LeftBehind = stop.LeftBehind,
            StillRunning = stop.StillRunning is { } look ? StillRunningResource.From(look) : null,
            LeftAt = receipt.LeftAt,
        };
    }

    private static string[]? Frames(string? stack) => stack?.Split(
        '\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
