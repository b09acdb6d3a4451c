using System.Diagnostics;

namespace Estop;

/// <content>How a stop takes effect on the scope's threads.</content>
public sealed partial class StopScope
{
    private volatile bool _stopDue;
    private long _stopDueSince;
    private long _cleanupSince;
    private volatile bool _cleanupAwaits;
    private bool _quiet;

    /// <summary>Whether safepoints throw now. Once true it stays true.</summary>
    internal bool IsStopDue => _stopDue;

    /// <summary>
    /// The token that the weaver passes on to what <paramref name="thread"/> calls: of the stop, under a lock of the end
    /// of its budget, in a shield of the end of the cleanup budget, or of the handler's where the shield is that of a
    /// handler that swallows and awaits.
    /// </summary>
    internal CancellationToken WovenToken(ScopeThread? thread)
    {
        if (thread is null || !thread.IsShielded || !ReferenceEquals(thread.Scope, this))
        {
            return _tokens.Woven;
        }

        if (thread is { Shields: 0, IsInDeclaredShield: true })
        {
            return _tokens.OfShield(thread.Declared!);
        }

        if (thread.Shields == 0)
        {
            return _tokens.Locked;
        }

        if (ShieldDepth.IsSwallowingHandler(thread.Shields) && AwaitingShield.Current is not null)
        {
            return _stopDue && thread.HandlerEntered > _stopDueSince
                ? _tokens.LateHandler(thread.HandlerEntered)
                : _tokens.Handler;
        }

        if (_stopDue)
        {
            CleanupHolds(_ladder!);
        }

        return _tokens.Cleanup;
    }

    /// <summary>An async method of the scope ends because <paramref name="token"/> was cancelled.</summary>
    internal void WasCancelled(CancellationToken token)
    {
        if (!_stopDue)
        {
            return;
        }

        var ofHandler = _tokens.IsOfHandler(token);
        if (ofHandler || token == _tokens.Woven)
        {
            using (_lock.Hold())
            {
                Evidence.HandlerWasCut |= ofHandler;
                Evidence.AwaitWasEnded = true;
            }
        }
    }

    /// <summary>What was seen while the scope was being stopped. Under the scope's lock.</summary>
    internal ScopeEvidence Evidence { get; } = new();

    /// <summary>
    /// Whether a stop takes effect on <paramref name="thread"/>, whose innermost stop root is of this scope, at once: it
    /// is due, and no shield holds it back.
    /// </summary>
    internal bool IsDueOn(ScopeThread thread) =>
        _stopDue && !thread.IsDeferred && !(thread.IsShielded && ShieldHolds(thread));

    /// <summary>
    /// What a poll comes to when some scope wants attention. At a method's <paramref name="entry"/> a broken shield does
    /// not fire, so that a release behind a call is reached: not until the entries are those of a loop or a recursion.
    /// </summary>
    internal void AtSafepoint(ScopeThread thread, bool entry)
    {
        if (IsPauseDue)
        {
            AtPause(thread);
        }

        if (!_stopDue)
        {
            return;
        }

        var detached = ReferenceEquals(thread.DetachedFrom, this);
        if (detached && !thread.DetachedLasting)
        {
            Runtime.Detached.End(this);
        }

        var shielded = thread.IsShielded;
        if (!(detached || ReferenceEquals(Ambient.Scope, this)) || thread.IsDeferred || (shielded && ShieldHolds(thread)))
        {
            Acknowledge(thread);
        }
        else if (!shielded || !entry || thread.EntersForEver())
        {
            if (MustBeDeferred(StackLook.ToStopRoot()))
            {
                thread.Defer();
                Acknowledge(thread);
                return;
            }

            if (detached)
            {
                Runtime.Detached.End(this);
            }

            throw NewStop(thread);
        }
    }

    /// <summary>The Safepoint rung.</summary>
    internal void MakeStopDue_NeedsLock()
    {
        _stopDueSince = Stopwatch.GetTimestamp();
        Attention.SetStopping(this, true);
        _stopDue = true;
        EndPause_NeedsLock();
        _tokens.CancelWoven();
        RaiseAttention_NeedsLock();
    }

    /// <summary>The Token rung.</summary>
    internal void CancelToken_NeedsLock() => _members.Cancelling |= _tokens.CancelUser();

    /// <summary>The Interrupt rung. Returns whether the scope has threads that it could reach.</summary>
    internal bool InterruptThreads_NeedsLock()
    {
        var reaches = false;
        foreach (var thread in _members.Threads)
        {
            thread.InterruptUnwovenWait(this);
            reaches |= thread.IsDedicated;
        }

        return reaches;
    }

    /// <summary>Before the Signal rung: which system calls its threads are stuck in.</summary>
    internal void LookAtSystemCalls_NeedsLock() => _members.Threads.ForEach(static thread => thread.LookAtSystemCall());

    /// <summary>The Signal rung. Returns whether the scope has threads that it could reach.</summary>
    internal bool SignalThreads_NeedsLock()
    {
        foreach (var thread in _members.Threads)
        {
            thread.SignalSystemCall(this);
        }

        return _members.Threads.Count > 0;
    }

    /// <summary>
    /// The Close rung, one handle at a time, for code that is stuck. Returns whether there was one that may have to be closed.
    /// </summary>
    internal bool CloseNewestHandle_NeedsLock()
    {
        if (_members.Handles.TakeNewest() is not { } handle)
        {
            return false;
        }

        // To look at it and to close it may call code of the user's, so not here.
        OwnThreads.Run(() => Close(handle));
        return true;
    }

    /// <summary>
    /// The Abort rung, on each thread once. Returns whether there is one that it reaches, here or perhaps in a scope inside this
    /// one; <paramref name="rungs"/> are those until now.
    /// </summary>
    internal bool AbortThreads_NeedsLock(Func<IReadOnlyList<RungRecord>> rungs)
    {
        foreach (var thread in _members.Threads)
        {
            if (thread.BeginAbort(this) is { } region)
            {
                var until = rungs();
                OwnThreads.Run(() =>
                {
                    Aborting!(until);
                    region.Carry();
                });
            }
        }

        return _members.Threads.Exists(static thread => thread.Abort is not null) || _members.Inner.Count > 0;
    }

    /// <summary>
    /// Calls for every thread again: a stop is level-triggered, and a shield may have broken meanwhile.
    /// </summary>
    internal void RaiseAttention_NeedsLock()
    {
        _quiet = false;
        if (_cleanupSince != 0 || _tokens.CleanupAsked || _tokens.LetGoInShieldAsked)
        {
            // Cleanup that awaits has no thread on which a shield could break.
            CleanupHolds(_ladder!);
        }

        // Nor has a lock under which something is awaited.
        LocksHold(_ladder!);

        if (_tokens.HasShields && _tokens.CancelShields(shield => !DeclaredHolds(shield, _ladder!)) is { } broken)
        {
            Evidence.CutShield ??= broken;
        }

        EndAwaitingHandlers_NeedsLock(_ladder!.HandlerBudget);
        foreach (var thread in _members.Threads)
        {
            thread.Acknowledged = thread.IsDeferred || (thread.IsShielded && ShieldHolds(thread));
            thread.Wake();
        }

        UpdateAttention_NeedsLock();
    }

    /// <summary>Stops calling, until <see cref="RaiseAttention_NeedsLock"/>: other scopes pay for each call.</summary>
    internal void LowerAttention_NeedsLock()
    {
        _quiet = true;
        UpdateAttention_NeedsLock();
    }

    /// <summary>
    /// Takes the next step of <paramref name="ladder"/>. Returns when to come back, null when it is done; and the
    /// dedicated thread that is <paramref name="leaving"/> from now on, if the step made the stop due.
    /// </summary>
    internal TimeSpan? Advance(StopLadder ladder, out ScopeThread? leaving)
    {
        TimeSpan? next;
        List<StopScope>? inner;
        using (_lock.Hold())
        {
            var wasDue = _stopDue;
            if (_members.QueuedCleanup > 0)
            {
                // Nothing else tells that what cleanup has handed over has had its time.
                CloseIfOver_NeedsLock();
            }

            next = _end is null && ReferenceEquals(_ladder, ladder) ? ladder.Advance_NeedsLock() : null;
            leaving = _stopDue && !wasDue ? _members.Threads.Find(static thread => thread.IsDedicated) : null;
            inner = next is null ? null : TakeUnshieldedInner_NeedsLock();
            if (_stopDue && !wasDue)
            {
                EndWaitingBody_NeedsLock();
            }
        }

        if (inner is not null)
        {
            StopInner(inner);
        }

        _tokens.RunCancellations(TokenCancelled);
        return next < TimeSpan.Zero ? TimeSpan.Zero : next;
    }

    /// <summary>Whether somebody waits to kill the process when the ladder has no rung left.</summary>
    internal bool GivesUpEarly => _options.GivesUpEarly;

    /// <summary>Whether something is awaited that the last rungs might let go of.</summary>
    internal bool MayLetGo_NeedsLock => _members.Awaiting.Count > 0;

    /// <summary>The threads that execute code of the scope, one sentence each.</summary>
    internal IReadOnlyList<string> WhatStillExecutes_NeedsLock() =>
        _members.Threads.Count == 0 && _members.Cancelling
            ? ["What was registered with the token of the run is still being called."]
            : _members.Threads.Count == 0 && _members.Inner.Count + _members.ShieldedInner.Count > 0
            ? [.. _members.Inner.Concat(_members.ShieldedInner).Select(static inner => $"The scope '{inner.Name}' inside it is not over.")]
            : _members.Threads.Count == 0 && _members.LetGo > 0
            ? [$"{_members.LetGo} operation(s) that the stop has let go of have not completed."]
            : _members.Threads.Count == 0
            ? [$"{_members.Running} part(s) of the run await something that has not completed."]
            : [.. _members.Threads.Select(static thread => $"Thread {thread.OsId} still executes code of the run.")];

    /// <summary>Closes <paramref name="handle"/>, or the newest before it that is open.</summary>
    private void Close(IDisposable? handle)
    {
        string? name = null;
        while (handle is not null && (name = OpenHandles.NameOf(handle)) is null)
        {
            using (_lock.Hold())
            {
                handle = IsStuck_NeedsLock() ? _members.Handles.TakeNewest() : null;
            }
        }

        using (_lock.Hold())
        {
            if (handle is null || _end is not null)
            {
                return;
            }

            if (!IsStuck_NeedsLock())
            {
                // It may need the handle in the shield that it has come into.
                _members.Handles.Add(handle);
                _ladder!.CloseIsCalledOff_NeedsLock();
                return;
            }

            Evidence.Closed.Add(name!);
            _ladder!.CloseBegins_NeedsLock();
        }

        try
        {
            handle.Dispose();
        }
        catch (Exception)
        {
            // Closed or not, the code that waits for it comes out, or the run is abandoned.
        }
    }

    /// <summary>All that was registered with the user's token has been carried out.</summary>
    private void TokenCancelled()
    {
        using (_lock.Hold())
        {
            _members.Cancelling = false;
            CloseIfOver_NeedsLock();
        }
    }

    private void Acknowledge(ScopeThread thread)
    {
        thread.BeginRuntime();
        using (_lock.Hold())
        {
            thread.Acknowledged = true;
            UpdateAttention_NeedsLock();
        }

        thread.EndRuntime();
    }

    private bool MustBeDeferred(WayOut way) =>
        way == WayOut.Barred || (way == WayOut.Cached && CleanupHolds(_ladder!));

    private StopException NewStop(ScopeThread thread)
    {
        var stop = new StopException(this, _tokens.Woven);
        thread.BeginRuntime();
        using (_lock.Hold())
        {
            Evidence.Thrown(stop, thread);
            thread.Acknowledged = true;
            UpdateAttention_NeedsLock();
        }

        thread.EndRuntime();
        return stop;
    }

    private void UpdateAttention_NeedsLock()
    {
        if (IsWatched)
        {
            Attention.Want(this, !_quiet && _end is null && _members.SomeoneHasNotAnswered(this, byParking: !_stopDue));
        }
    }
}
