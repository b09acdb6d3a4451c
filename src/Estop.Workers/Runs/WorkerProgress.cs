namespace Estop.Workers;

/// <summary>What a run last reported of itself.</summary>
/// <param name="Count">How many reports there have been in this run. A count that grows shows life.</param>
/// <param name="Text">The last text that was reported; null when there was none.</param>
/// <param name="Value">The last number that was reported; null when there was none.</param>
/// <param name="ReportedAt">When the last report was made.</param>
public sealed record WorkerProgress(long Count, string? Text, double? Value, DateTimeOffset ReportedAt);
