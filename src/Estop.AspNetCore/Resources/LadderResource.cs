namespace Estop.AspNetCore;

/// <summary>The times of a kind's stop ladder, as the API shows them.</summary>
internal sealed record LadderResource(
    string Grace,
    string InterruptAfter,
    string SignalAfter,
    string CloseAfter,
    string LetGoAfter,
    string? AbortAfter,
    string KillAfter,
    string CleanupBudget,
    string HandlerBudget,
    string LockBudget,
    string Deadline)
{
    public static LadderResource From(LadderOptions ladder) => new(
        DurationText.Format(ladder.Grace),
        DurationText.Format(ladder.InterruptAfter),
        DurationText.Format(ladder.SignalAfter),
        DurationText.Format(ladder.CloseAfter),
        DurationText.Format(ladder.LetGoAfter),
        ladder.AbortAfter is { } abort ? DurationText.Format(abort) : null,
        DurationText.Format(ladder.KillAfter),
        DurationText.Format(ladder.CleanupBudget),
        DurationText.Format(ladder.HandlerBudget),
        DurationText.Format(ladder.LockBudget),
        DurationText.Format(ladder.Deadline));
}
