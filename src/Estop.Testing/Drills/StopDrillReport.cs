using System.Globalization;
using System.Text;

namespace Estop.Testing;

/// <summary>How a drill went.</summary>
public sealed class StopDrillReport
{
    internal StopDrillReport(int seed, IReadOnlyList<StopReceipt> receipts, Footprint before, Footprint after)
    {
        Seed = seed;
        Receipts = receipts;
        Before = before;
        After = after;
        Rungs =
        [
            .. receipts
                .GroupBy(receipt => (receipt.Outcome, receipt.EndedBy))
                .OrderBy(group => group.Key.Outcome).ThenBy(group => group.Key.EndedBy)
                .Select(group => StopDrillRung.Of(group.Key.Outcome, group.Key.EndedBy, group)),
        ];
        LeftBehind =
        [
            .. receipts.SelectMany(receipt => receipt.LeftBehind).Distinct(),
            .. after.More(before, receipts.Count),
        ];
    }

    /// <summary>What brings the same moments back, as <see cref="StopDrillOptions.Seed"/>.</summary>
    public int Seed { get; }

    /// <summary>Each stop's receipt, in the order of the starts.</summary>
    public IReadOnlyList<StopReceipt> Receipts { get; }

    /// <summary>How the stops ended, and how long they took.</summary>
    public IReadOnlyList<StopDrillRung> Rungs { get; }

    /// <summary>What the process held before, after a first stop that is not counted.</summary>
    public Footprint Before { get; }

    /// <summary>What it held when all were stopped.</summary>
    public Footprint After { get; }

    /// <summary>What the receipts and the footprints say is left, one sentence each. Empty when nothing is.</summary>
    public IReadOnlyList<string> LeftBehind { get; }

    /// <summary>Whether every stop ended what it was to end, with its cleanup finished, and nothing is left behind.</summary>
    public bool Passed =>
        LeftBehind.Count == 0
        && Receipts.All(receipt => receipt.Outcome != ScopeOutcome.Abandoned && receipt.Cleanup == CleanupOutcome.Finished);

    /// <summary>The stops that took longest, with what their receipts say of the place.</summary>
    /// <param name="count">How many at most. Range: 0 or more.</param>
    public IEnumerable<StopReceipt> Slowest(int count) =>
        Receipts.OrderByDescending(receipt => receipt.Elapsed).Take(count);

    /// <summary>A table of it, and a line for whatever did not go as it should.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{Receipts.Count} stops at random moments, seed {Seed}; times in ms");
        text.AppendLine("| ended as | by | stops | p50 | p90 | p99 | longest |");
        text.AppendLine("| --- | --- | ---: | ---: | ---: | ---: | ---: |");
        foreach (var rung in Rungs)
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {rung.Outcome} | {rung.EndedBy} | {rung.Stops} | {rung.P50.TotalMilliseconds:f2} | {rung.P90.TotalMilliseconds:f2} "
                + $"| {rung.P99.TotalMilliseconds:f2} | {rung.Longest.TotalMilliseconds:f2} |");
        }

        foreach (var cut in Receipts.Where(receipt => receipt.Cleanup == CleanupOutcome.Cut).Take(1))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"Cleanup was cut, for one at: {cut.CleanupCutAt}");
        }

        foreach (var left in LeftBehind)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"Left behind: {left}");
        }

        return text.ToString();
    }
}
