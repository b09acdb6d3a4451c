namespace Estop;

/// <summary>How a scope ended.</summary>
/// <param name="Outcome">
/// <see cref="ScopeOutcome.Completed"/>, <see cref="ScopeOutcome.Failed"/> or <see cref="ScopeOutcome.Stopped"/>.
/// </param>
/// <param name="Exception">What the body threw; null unless it failed.</param>
/// <param name="EndedAt">When.</param>
public sealed record ScopeEnd(ScopeOutcome Outcome, Exception? Exception, DateTimeOffset EndedAt);
