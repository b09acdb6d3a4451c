namespace Estop;

/// <summary>The record of a pause.</summary>
/// <param name="Scope">The name of the scope that was to be paused.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Elapsed">From the request until all was held, or until it was clear that it is not.</param>
/// <param name="StillExecuting">
/// What executes all the same, one sentence each; empty unless <paramref name="Outcome"/> is
/// <see cref="PauseOutcome.Incomplete"/>.
/// </param>
public sealed record PauseReceipt(
    string Scope, PauseOutcome Outcome, TimeSpan Elapsed, IReadOnlyList<string> StillExecuting);
