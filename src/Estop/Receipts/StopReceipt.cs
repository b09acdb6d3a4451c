namespace Estop;

/// <summary>
/// The record of a stop: who asked, why, each rung with its time, what ended the run, the proof of death, whether
/// cleanup finished, where the code was.
/// </summary>
public sealed record StopReceipt
{
    /// <summary>The name of the scope that was to be stopped.</summary>
    public required string Scope { get; init; }

    /// <summary>What became of the run. Only <see cref="ScopeOutcome.Abandoned"/> means that its code may still run.</summary>
    public required ScopeOutcome Outcome { get; init; }

    /// <summary>How the stop was carried out; when several stops met, the strictest of them.</summary>
    public required StopMode Mode { get; init; }

    /// <summary>Who asked first, or null when nobody said.</summary>
    public string? RequestedBy { get; init; }

    /// <summary>Why, in the words of the first request, or null when nobody said.</summary>
    public string? Reason { get; init; }

    /// <summary>When the stop was asked for.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>From the request to the proof of death, or to the deadline when the run was abandoned.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The rungs that were taken, in order. Empty when the run had ended before the first.</summary>
    public required IReadOnlyList<RungRecord> Rungs { get; init; }

    /// <summary>
    /// The rung that ended the run: the furthest that was seen to end something its code was in, of those that it took. One that
    /// only met code on its way out is not it. Null when the run ended of itself, or did not end.
    /// </summary>
    public Rung? EndedBy { get; init; }

    /// <summary>How it is known that no code of the run executes any more; null when the run was abandoned.</summary>
    public ProofOfDeath? Proof { get; init; }

    /// <summary>What became of the run's cleanup.</summary>
    public required CleanupOutcome Cleanup { get; init; }

    /// <summary>
    /// Where cleanup was cut, as a stack; null unless <see cref="Cleanup"/> is <see cref="CleanupOutcome.Cut"/>, and where
    /// only an await was cut.
    /// </summary>
    public string? CleanupCutAt { get => field ??= Evidence?.CutAt; init; }

    /// <summary>
    /// Which shield broke first, when <see cref="Cleanup"/> is <see cref="CleanupOutcome.Cut"/>: the name of a
    /// <see cref="StopShield"/>, or <c>cleanup</c>, or <c>handler</c>. Null where none did, and where only an await was cut.
    /// </summary>
    public string? CutShield { get => field ??= Evidence?.CutShield; init; }

    /// <summary>
    /// Where a stop fell amid a lock, as a stack, because the lock budget was spent: what the lock protects may be half
    /// changed. Null when no lock was cut short.
    /// </summary>
    public string? LockCutAt { get => field ??= Evidence?.LockCutAt; init; }

    /// <summary>
    /// Where the code was when the stop took effect: the managed stack, innermost frame first, one frame a line. Null
    /// when no safepoint of the run threw.
    /// </summary>
    public string? StoppedAt { get => field ??= Evidence?.StoppedAt; init; }

    /// <summary>What the <see cref="Rung.Close"/> rung has closed, in its order. Empty when it was not needed.</summary>
    public IReadOnlyList<string> Closed { get; init; } = [];

    /// <summary>
    /// The operations that the <see cref="Rung.LetGo"/> rung has let go of. Those of a run that is not abandoned have ended.
    /// Empty when it was not needed.
    /// </summary>
    public IReadOnlyList<string> LetGo { get; init; } = [];

    /// <summary>What the <see cref="Rung.Kill"/> rung has killed, one phrase each. Empty when it was not needed.</summary>
    public IReadOnlyList<string> Killed { get; init; } = [];

    /// <summary>What remains of the run, one sentence each. Empty when nothing does.</summary>
    public IReadOnlyList<string> LeftBehind { get; init; } = [];

    /// <summary>
    /// Where the code of an abandoned run was just before the deadline, and what it waited for. Null when the run was not
    /// abandoned.
    /// </summary>
    public ScopeLook? StillRunning { get; init; }

    /// <summary>Where the stacks are read from when they are first asked for: no stop waits for text.</summary>
    internal ScopeEvidence? Evidence { get; init; }
}
