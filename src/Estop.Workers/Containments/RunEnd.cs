namespace Estop.Workers;

/// <summary>How a run ended.</summary>
/// <param name="Outcome">
/// <see cref="ScopeOutcome.Completed"/>, <see cref="ScopeOutcome.Failed"/> or <see cref="ScopeOutcome.Stopped"/>.
/// </param>
/// <param name="Error">What went wrong, in words; null when nothing did.</param>
/// <param name="EndedAt">When.</param>
internal sealed record RunEnd(ScopeOutcome Outcome, string? Error, DateTimeOffset EndedAt)
{
    /// <summary>What was thrown, for the log; null when nothing was, or in another process.</summary>
    public Exception? Exception { get; init; }

    /// <summary>
    /// Why the worker is to run again elsewhere: its run has ended because of others that it shared a process with. Null
    /// otherwise.
    /// </summary>
    public string? MovedBecause { get; init; }

    /// <summary>Whether nobody can say which of the runs of its process has brought it down.</summary>
    public bool MayBeTheCulprit { get; init; }

    public static RunEnd Of(ScopeEnd end) => new(end.Outcome, TextOf(end.Exception), end.EndedAt) { Exception = end.Exception };

    public static string? TextOf(Exception? exception) => exception is null ? null : ExceptionText.Of(exception);
}
