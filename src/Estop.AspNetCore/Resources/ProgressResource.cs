namespace Estop.AspNetCore;

/// <summary>What a run last reported of itself, as the API shows it.</summary>
internal sealed record ProgressResource
{
    public required long Count { get; init; }

    public string? Text { get; init; }

    public double? Value { get; init; }

    public required DateTimeOffset ReportedAt { get; init; }

    public static ProgressResource From(WorkerProgress progress) => new()
    {
        Count = progress.Count,
        Text = progress.Text,
        Value = progress.Value,
        ReportedAt = progress.ReportedAt,
    };
}
