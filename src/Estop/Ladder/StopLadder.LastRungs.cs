namespace Estop;

/// <content>The rungs from Close on, and what comes when all have had their time.</content>
internal sealed partial class StopLadder
{
    /// <summary>A handle is being closed.</summary>
    public void CloseBegins_NeedsLock()
    {
        _lastClosed = Elapsed;
        if (!IsAbandoned && !HasBegun(Rung.Close))
        {
            Begin(Rung.Close);
        }
    }

    /// <summary>A handle that was taken is not closed: the code that was stuck is in a shield by now, or on its way out.</summary>
    public void CloseIsCalledOff_NeedsLock() => _lastTaken = _lastClosed;

    /// <summary>An operation is being let go of.</summary>
    public void LetGoBegins_NeedsLock()
    {
        if (!IsAbandoned && !HasBegun(Rung.LetGo))
        {
            Begin(Rung.LetGo);
        }
    }

    private void LetGo_NeedsLock(TimeSpan elapsed)
    {
        var options = Scope.LadderOptions;
        var closed = _lastClosed ?? AfterOf(Rung.Safepoint) + options.InterruptAfter + options.SignalAfter;
        if (elapsed >= Min(closed + options.CloseAfter + options.LetGoAfter, _deadline * MostForCleanup))
        {
            Scope.LetGo_NeedsLock(Min(options.LetGoAfter, _deadline * 0.05));
        }
    }

    /// <summary>
    /// How long it is until all rungs have had their time, and no cleanup is left that still has some. Null where no kill stands
    /// behind the ladder, so that more time may help.
    /// </summary>
    private TimeSpan? UntilExhausted_NeedsLock(TimeSpan elapsed)
    {
        if (!Scope.GivesUpEarly)
        {
            return null;
        }

        var begun = AfterOf(Rung.Safepoint);
        if (Scope.MayAbort && !HasBegun(Rung.Abort))
        {
            return null;
        }

        var end = HasBegun(Rung.Abort) ? AfterOf(Rung.Abort) : EndOfClose_NeedsLock();
        if (Scope.MayBeCleaningUp_NeedsLock)
        {
            // What comes behind it is to have its time too.
            var budget = begun + CleanupBudget;
            _lastShielded = Max(_lastShielded, Min(elapsed, budget));
            end = Max(end, budget);
        }

        if (Scope.IsInDeclaredShield_NeedsLock)
        {
            _lastShielded = elapsed;
            return SlowestTick;
        }

        if (!Scope.Executes_NeedsLock)
        {
            // It has come out, and only a thread is still to exit.
            return SlowestTick;
        }

        return Max(end, _lastShielded) + Scope.LadderOptions.KillAfter - elapsed;
    }

    /// <summary>When the rungs have had their time of which others may need what they wait for.</summary>
    private TimeSpan EndOfClose_NeedsLock()
    {
        var options = Scope.LadderOptions;
        var last = _lastClosed ?? AfterOf(Rung.Safepoint) + options.InterruptAfter + options.SignalAfter;
        return last + options.CloseAfter + (Scope.MayLetGo_NeedsLock ? options.LetGoAfter : TimeSpan.Zero);
    }

    /// <summary>Null where the runtime's abort is none of the rungs.</summary>
    private TimeSpan? UntilAbort_NeedsLock(TimeSpan elapsed) =>
        !Scope.MayAbort ? null
        : HasBegun(Rung.Abort) ? TimeSpan.Zero
        : EndOfClose_NeedsLock() + Scope.LadderOptions.AbortAfter!.Value - elapsed;

    private void Abort_NeedsLock()
    {
        if (Scope.MayAbort && !Scope.AbortThreads_NeedsLock(() => Records(Elapsed)) && !HasBegun(Rung.Abort))
        {
            Begin(Rung.Abort, "None of the code that is left executes where the runtime's abort reaches it.");
        }
        else if (Scope.MayAbort && !HasBegun(Rung.Abort))
        {
            Begin(Rung.Abort);
            _tick = FirstTick;
        }
    }

    /// <summary>
    /// Shortly before the deadline somebody goes to see where the code is, for the receipt of an abandoned run. Returns how
    /// long it is until then; null when it is time, or was.
    /// </summary>
    private TimeSpan? UntilLook_NeedsLock(TimeSpan elapsed)
    {
        var time = Min(LongestLook, _deadline * 0.1);
        var until = _deadline - time - elapsed;
        if (until > TimeSpan.Zero || _looks)
        {
            return _looks ? null : until;
        }

        _looks = true;
        Look(time);
        return null;
    }

    private void Look(TimeSpan within) => OwnThreads.Run(() => Scope.LookFor(this, within));

    private void Abandon_NeedsLock()
    {
        Begin(Rung.Abandon);
        IsAbandoned = true;
        Scope.LowerAttention_NeedsLock();
        _abandoned = Compose(ScopeOutcome.Abandoned) with
        {
            Cleanup = CleanupOutcome.Unknown,
            CleanupCutAt = Scope.Evidence.CutAt,
            CutShield = Scope.Evidence.CutShield,
            LockCutAt = Scope.Evidence.LockCutAt,
            StoppedAt = Scope.Evidence.StoppedAt,
            Closed = [.. Scope.Evidence.Closed],
            LetGo = [.. Scope.Evidence.LetGo],
            LeftBehind = Scope.WhatStillExecutes_NeedsLock(),
        };
        if (Elapsed < _deadline)
        {
            // Given up early: the kill behind the ladder does not wait for a look that nobody reads once it has killed.
            AnswerAbandoned_NeedsLock();
            return;
        }

        UntilLook_NeedsLock(_deadline);
        if (_look is not null)
        {
            AnswerAbandoned_NeedsLock();
        }
    }
}
