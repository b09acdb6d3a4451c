namespace Estop.Testing;

/// <summary>The stops that ended in one way, and how long they took, from the request to the proof.</summary>
/// <param name="Outcome">What became of them.</param>
/// <param name="EndedBy">The rung that ended them; null when they ended of themselves or not at all.</param>
/// <param name="Stops">How many.</param>
/// <param name="P50">The median.</param>
/// <param name="P90">The 90th percentile.</param>
/// <param name="P99">The 99th percentile.</param>
/// <param name="Longest">The longest.</param>
public sealed record StopDrillRung(
    ScopeOutcome Outcome, Rung? EndedBy, int Stops, TimeSpan P50, TimeSpan P90, TimeSpan P99, TimeSpan Longest)
{
    internal static StopDrillRung Of(ScopeOutcome outcome, Rung? endedBy, IEnumerable<StopReceipt> receipts)
    {
        TimeSpan[] times = [.. receipts.Select(receipt => receipt.Elapsed).Order()];
        return new StopDrillRung(
            outcome, endedBy, times.Length, Percentile(times, 50), Percentile(times, 90), Percentile(times, 99), times[^1]);
    }

    /// <summary>The nearest-rank percentile.</summary>
    private static TimeSpan Percentile(TimeSpan[] sorted, int percent) =>
        sorted[Math.Max(0, (int)Math.Ceiling(percent / 100.0 * sorted.Length) - 1)];
}
