namespace Estop;

/// <content>Pause and resume.</content>
public sealed partial class StopScope
{
    private static readonly TimeSpan LookForUnshielded = TimeSpan.FromMilliseconds(50);

    private volatile bool _pauseDue;
    private bool _pausedHere;
    private bool _pausedOutside;
    private PauseAttempt? _pause;
    private List<Action>? _held;

    /// <summary>Whether the scope was paused, and neither resumed nor stopped since.</summary>
    public bool IsPaused => IsPauseDue;

    /// <summary>Whether a pause is to hold what comes to a safepoint. A stop ends it.</summary>
    internal bool IsPauseDue => _pauseDue && !_stopDue;

    /// <summary>Whether threads have to look at the scope when they come out of waits and shields.</summary>
    internal bool IsWatched => _stopDue || _pauseDue;

    /// <summary>
    /// Whether the pause holds the calling code, which goes on after an await. What awaits in a shield or with a lock held goes
    /// on to the end of that.
    /// </summary>
    internal bool HoldsContinuations => IsPauseDue && AwaitingShield.Current is null && AmbientLocks.Held == 0 &&
        StopShield.CurrentOf(this) is null;

    /// <summary>
    /// Holds the scope at its next safepoints until <see cref="Resume"/>. Returns when no code of it goes on, or when the
    /// deadline has passed: what executes then is held where it comes to a safepoint later. Pauses that meet share one receipt.
    /// </summary>
    /// <remarks>
    /// <para>
    /// A thread that a scope or its code started is held where it polls, outside of shields and locks. Threads of the pool are
    /// everybody's: code on them is held at its next await, and work that was handed to them before it starts. Not so what others
    /// call on them, as they come to it: continuations and tasks of a factory, handlers of events, registered waits, posts.
    /// </para>
    /// <para>
    /// A woven sleep of such a thread does not count down while it is held. Other waits go on, with their timeouts, and the
    /// thread is held when they end.
    /// </para>
    /// </remarks>
    /// <param name="deadline">
    /// How long to wait until all is held. Null takes <see cref="LadderOptions.Deadline"/>. Range: more than 0, at most 1 day.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="deadline"/> is out of its range.</exception>
    public Task<PauseReceipt> PauseAsync(TimeSpan? deadline = null)
    {
        Durations.Require(deadline, TimeSpan.FromTicks(1), nameof(deadline));
        return PauseAsync(outside: false, deadline ?? LadderOptions.Deadline);
    }

    /// <summary>Lets a paused scope go on. Does nothing to one that is not paused; one inside a paused scope goes on with that.</summary>
    public void Resume() => ResumeFrom(outside: false);

    private Task<PauseReceipt> PauseAsync(bool outside, TimeSpan deadline)
    {
        PauseAttempt pause;
        StopScope[] inner;
        using (_lock.Hold())
        {
            if (outside && !_outer!.IsPauseDue)
            {
                // Whoever has resumed the scope around this one meanwhile may have been here already.
                return Task.FromResult(new PauseReceipt(Name, PauseOutcome.Resumed, TimeSpan.Zero, []));
            }

            if (_pauseDue && _pause is { Receipt.IsCompleted: false })
            {
                _pause.Join_NeedsLock(deadline);
            }
            else
            {
                _pause = new PauseAttempt(this, deadline);
            }

            pause = _pause;
            if (_end is not null || _ladder is not null)
            {
                pause.Ended_NeedsLock();
                return pause.Receipt;
            }

            _pausedHere |= !outside;
            _pausedOutside |= outside;
            _pauseDue = true;
            Attention.SetStopping(this, true);
            TakeUnshieldedInner_NeedsLock();
            inner = [.. _members.Inner];
        }

        // Before this one is looked at: what executes in them is held by them.
        List<Task<PauseReceipt>> receipts = [.. inner.Select(scope => scope.PauseAsync(outside: true, deadline))];
        StopClock.Tick(pause);
        return receipts.Count == 0 ? pause.Receipt : WithInner(pause.Receipt, receipts);
    }

    private static async Task<PauseReceipt> WithInner(Task<PauseReceipt> own, List<Task<PauseReceipt>> inner)
    {
        var receipt = await own.ConfigureAwait(false);
        foreach (var task in inner)
        {
            var other = await task.ConfigureAwait(false);
            if (receipt.Outcome is PauseOutcome.Paused or PauseOutcome.Incomplete && other.Outcome == PauseOutcome.Incomplete)
            {
                receipt = receipt with
                {
                    Outcome = PauseOutcome.Incomplete,
                    Elapsed = receipt.Elapsed > other.Elapsed ? receipt.Elapsed : other.Elapsed,
                    StillExecuting = [.. receipt.StillExecuting, .. other.StillExecuting],
                };
            }
        }

        return receipt;
    }

    private void ResumeFrom(bool outside)
    {
        StopScope[] inner;
        using (_lock.Hold())
        {
            _pausedHere &= outside;
            _pausedOutside &= !outside || _outer!.IsPauseDue;
            if (_pausedHere || _pausedOutside)
            {
                return;
            }

            _pause?.Resumed_NeedsLock();
            EndPause_NeedsLock();
            inner = [.. _members.Inner];
        }

        foreach (var scope in inner)
        {
            scope.ResumeFrom(outside: true);
        }
    }

    /// <summary>The scope is made inside a paused one, and nobody knows of it yet.</summary>
    private void BeginPaused()
    {
        _pausedOutside = true;
        _pauseDue = true;
        _pause = new PauseAttempt(this, LadderOptions.Deadline);
        Attention.SetStopping(this, true);
    }

    /// <summary>
    /// Keeps <paramref name="continuation"/> until the pause is over. False if there is none, and it is to go on now.
    /// </summary>
    internal bool TryHold(Action continuation)
    {
        if (!IsPauseDue)
        {
            return false;
        }

        using (_lock.Hold())
        {
            if (!IsPauseDue)
            {
                return false;
            }

            (_held ??= []).Add(continuation);
            return true;
        }
    }

    /// <summary>Whether a pause would hold <paramref name="thread"/>, whose innermost stop root is of this scope, here.</summary>
    internal bool IsPauseDueOn(ScopeThread thread) =>
        IsPauseDue && thread is { CanPark: true, IsShielded: false, IsDeferred: false };

    /// <summary>
    /// A delay of <paramref name="thread"/> has ended early. Holds the thread if a pause wants that; returns whether what is
    /// left of the delay is still to pass.
    /// </summary>
    internal bool HoldDelay(ScopeThread thread)
    {
        if (IsPauseDueOn(thread))
        {
            AtPause(thread);
        }

        return !_stopDue;
    }

    /// <summary>Takes the next step of <paramref name="pause"/>. Returns when to come back, null when it is done.</summary>
    internal TimeSpan? Advance(PauseAttempt pause)
    {
        TimeSpan? next;
        List<StopScope>? inner;
        using (_lock.Hold())
        {
            if (!IsPauseDue || !ReferenceEquals(_pause, pause))
            {
                return null;
            }

            next = pause.Advance_NeedsLock();
            inner = TakeUnshieldedInner_NeedsLock();
            if (_members.ShieldedInner.Count > 0)
            {
                // Nothing tells when their makers leave their shields.
                next ??= LookForUnshielded;
            }
        }

        inner?.ForEach(scope => _ = scope.PauseAsync(outside: true, LadderOptions.Deadline));
        return next;
    }

    /// <summary>Calls for the threads that the pause could hold, and ends their delays.</summary>
    internal void CallToHold_NeedsLock()
    {
        _quiet = false;
        foreach (var thread in _members.Threads.Where(thread => ReferenceEquals(thread.Scope, this)))
        {
            thread.Acknowledged = thread.IsHeld || !IsPauseDueOn(thread);
            thread.Wake();
        }

        UpdateAttention_NeedsLock();
    }

    /// <summary>Whether no thread executes code of the scope.</summary>
    internal bool IsHeld_NeedsLock() =>
        IsPauseDue && _members.Threads.TrueForAll(static thread => thread.IsHeld);

    /// <summary>The threads that the pause does not hold, one sentence each.</summary>
    internal IReadOnlyList<string> WhatIsNotHeld_NeedsLock() =>
    [
        .. _members.Threads.Where(static thread => !thread.IsHeld).Select(static thread =>
            !thread.CanPark ? $"Thread {thread.OsId} of the pool executes code of the run, and can be held at an await only."
            : thread.IsShielded ? $"Thread {thread.OsId} is in a shield or holds a lock, and is held at its end."
            : $"Thread {thread.OsId} executes code of the run, and has not come to a safepoint."),
    ];

    /// <summary>Lets everything go on that the pause holds.</summary>
    internal void EndPause_NeedsLock()
    {
        if (!_pauseDue)
        {
            return;
        }

        _pauseDue = false;
        _pausedHere = false;
        _pausedOutside = false;
        _members.Threads.ForEach(static thread => thread.Wake());
        if (_held is { } held)
        {
            _held = null;
            Resumption.Release(held);
        }

        if (!_stopDue)
        {
            _quiet = false;
            Attention.SetStopping(this, false);
            Attention.Want(this, false);
        }
    }

    /// <summary>A thread that the pause took for held, or did not know of, may go on: it is called for again.</summary>
    private void WatchPause()
    {
        if (!IsPauseDue)
        {
            return;
        }

        PauseAttempt? pause;
        using (_lock.Hold())
        {
            pause = _pause is { } watching && watching.Rouse_NeedsLock() ? watching : null;
        }

        if (pause is not null)
        {
            StopClock.Tick(pause);
        }
    }

    /// <summary>What a poll of <paramref name="thread"/> comes to when a pause is due.</summary>
    private void AtPause(ScopeThread thread)
    {
        if (!(ReferenceEquals(Ambient.Scope, this) || ReferenceEquals(thread.DetachedFrom, this)) || !IsPauseDueOn(thread))
        {
            Acknowledge(thread);
        }
        else if (StackLook.ToStopRoot() != WayOut.Free)
        {
            // Others wait for who is in a type initialiser or a lazy value, and native code for who has called back.
            thread.Defer();
            Acknowledge(thread);
        }
        else
        {
            Park(thread);
        }
    }

    private void Park(ScopeThread thread)
    {
        thread.BeginRuntime();
        while (IsToPark(thread))
        {
            thread.EndRuntime();
            thread.Park();
            thread.BeginRuntime();
        }

        thread.EndRuntime();
    }

    /// <summary>
    /// Whether the pause holds <paramref name="thread"/>. Asked again when it has been let go, since the next pause may have come
    /// meanwhile, which took it for held.
    /// </summary>
    private bool IsToPark(ScopeThread thread)
    {
        using (_lock.Hold())
        {
            thread.IsParked = IsPauseDue;
            thread.Acknowledged = thread.IsParked;
            UpdateAttention_NeedsLock();
            _pause?.LookAgain_NeedsLock();
            return thread.IsParked;
        }
    }
}
