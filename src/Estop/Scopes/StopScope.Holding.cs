using System.Diagnostics;

namespace Estop;

/// <content>What holds a stop back: cleanup, shields and locks, each for as long as its budget lasts.</content>
public sealed partial class StopScope
{
    /// <summary>Whether cleanup that awaits was cut.</summary>
    internal bool AwaitingCleanupWasCut => _tokens.CleanupWasCut;

    /// <summary>Code of the scope has entered <paramref name="shield"/>.</summary>
    internal void ShieldEntered(StopShield shield) => _tokens.Add(shield);

    /// <summary>Code of the scope has left <paramref name="shield"/>.</summary>
    internal void ShieldLeft(StopShield shield) => _tokens.Forget(shield);

    /// <summary>Whether a thread is in cleanup, or something has ever awaited in cleanup.</summary>
    internal bool MayBeCleaningUp_NeedsLock =>
        _cleanupAwaits || _tokens.CleanupAsked || _members.QueuedCleanup > 0 || _members.Threads.Any(static thread =>
            thread.Shields != 0 || thread.Abort is { IsHit: true });

    /// <summary>Whether code is in a declared shield that holds the stop back, on a thread or in an await.</summary>
    internal bool IsInDeclaredShield_NeedsLock => _tokens.AnyShield(shield => DeclaredHolds(shield, _ladder!));

    /// <summary>Whether code of the scope executes, or could go on to: more than the exit of a thread is awaited.</summary>
    internal bool Executes_NeedsLock => _members.Execute;

    /// <summary>Whether a stop is due on code that is in no shield which holds it back, or that awaits something.</summary>
    internal bool IsStuck_NeedsLock() =>
        _stopDue
        && _members.Execute
        && (_members.Threads.Count == 0 || _members.Threads.Exists(IsDueOn))
        && !_members.Threads.Exists(thread => thread.IsShielded && ShieldHolds(thread))
        && !IsInDeclaredShield_NeedsLock
        && (_cleanupSince == 0 || _members.Threads.Count > 0 || !CleanupHolds(_ladder!));

    private bool ShieldHolds(ScopeThread thread)
    {
        var ladder = _ladder!;
        if (thread.Declared is { IsOver: false } declared && DeclaredHolds(declared, ladder))
        {
            return true;
        }

        if (thread.Shields == 0)
        {
            return thread.Locks != 0 && LocksHold(ladder);
        }

        if (ShieldDepth.IsSwallowingHandler(thread.Shields))
        {
            var since = Math.Max(thread.HandlerEntered, _stopDueSince);
            return Stopwatch.GetElapsedTime(since) < ladder.HandlerBudget;
        }

        return CleanupHolds(ladder);
    }

    private bool DeclaredHolds(StopShield shield, StopLadder ladder, TimeSpan patience = default) =>
        ladder.Mode != StopMode.Kill && shield.Holds(_stopDueSince, patience);

    /// <summary>Whether the cleanup budget, which starts when cleanup is first seen under the stop, is not spent.</summary>
    private bool CleanupHolds(StopLadder ladder)
    {
        if (Volatile.Read(ref _cleanupSince) == 0)
        {
            Interlocked.CompareExchange(ref _cleanupSince, Stopwatch.GetTimestamp(), 0);
        }

        if (!ladder.CleanupIsOver(Volatile.Read(ref _cleanupSince), patience: TimeSpan.Zero))
        {
            return true;
        }

        _tokens.CancelCleanup();
        return false;
    }

    /// <summary>Cleanup that awaits begins. Where it takes no token, nothing tells of it later.</summary>
    internal void CleanupAwaits()
    {
        if (_stopDue)
        {
            _cleanupAwaits = true;
            CleanupHolds(_ladder!);
        }
    }

    /// <summary>Whether the lock budget, which starts with the stop, is not spent.</summary>
    private bool LocksHold(StopLadder ladder)
    {
        if (Stopwatch.GetElapsedTime(_stopDueSince) < ladder.LockBudget)
        {
            return true;
        }

        _tokens.CancelLocked();
        return false;
    }

    /// <summary>Handlers that await have no thread on which their shield could break either.</summary>
    private void EndAwaitingHandlers_NeedsLock(TimeSpan budget)
    {
        if (Stopwatch.GetElapsedTime(_stopDueSince) >= budget)
        {
            _tokens.CancelHandler();
            _tokens.CancelLateHandlers(Stopwatch.GetTimestamp() - (long)(budget.TotalSeconds * Stopwatch.Frequency));
        }
    }
}
