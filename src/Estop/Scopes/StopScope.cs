using System.Diagnostics;

namespace Estop;

/// <summary>
/// The unit that can be stopped: everything executed on behalf of one run, child threads and tasks included.
/// </summary>
/// <remarks>
/// A scope is over when its body and all that the body handed to threads and tasks have ended, and no thread executes
/// code of it. A closed scope lets nobody in: what wakes up later is refused before its first instruction.
/// </remarks>
public sealed class StopScope : IAsyncDisposable
{
    private static long _lastNumber;

    private readonly Lock _lock = new();
    private readonly StopScopeOptions _options;
    private readonly ScopeTokens _tokens = new();
    private readonly ScopeMembers _members = new();
    private readonly TaskCompletionSource<ScopeEnd> _completion =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private volatile bool _stopDue;
    private long _stopDueSince;
    private bool _quiet;
    private StopLadder? _ladder;
    private bool _somethingToStop;
    private ScopeOutcome? _bodyOutcome;
    private Exception? _bodyException;
    private ScopeEnd? _end;

    private StopScope(StopScopeOptions? options)
    {
        _options = options ?? new StopScopeOptions();
        _options.Validate();
        Name = _options.Name ?? $"scope-{Interlocked.Increment(ref _lastNumber)}";
    }

    /// <summary>The scope on whose behalf the calling code executes; null outside of any.</summary>
    public static StopScope? Current => Ambient.Scope;

    /// <summary>The scope's name.</summary>
    public string Name { get; }

    /// <summary>Cancelled by the first rung of a stop.</summary>
    public CancellationToken Token => _tokens.User;

    /// <summary>Whether a stop has been asked for.</summary>
    public bool IsStopping
    {
        get
        {
            lock (_lock)
            {
                return _ladder is not null;
            }
        }
    }

    /// <summary>
    /// The operating system's ids of the threads that execute code of the scope now; empty where it gives none.
    /// </summary>
    public IReadOnlyList<int> ThreadIds
    {
        get
        {
            lock (_lock)
            {
                return _members.ThreadIds;
            }
        }
    }

    /// <summary>
    /// Completes when no code of the scope executes any more, also long after a stop was given up as abandoned. Never
    /// faults: the result says what became of the scope.
    /// </summary>
    public Task<ScopeEnd> Completion => _completion.Task;

    internal LadderOptions LadderOptions => _options.Ladder;

    internal TimeProvider TimeProvider => _options.TimeProvider;

    /// <summary>What was seen while the scope was being stopped. Under the scope's lock.</summary>
    internal ScopeEvidence Evidence { get; } = new();

    /// <summary>Whether safepoints throw now. Once true it stays true.</summary>
    internal bool IsStopDue => _stopDue;

    /// <summary>The token that the weaver passes on: of the stop, or in a shield of the cleanup.</summary>
    internal CancellationToken WovenToken(bool shielded) => shielded ? _tokens.Cleanup : _tokens.Woven;

    /// <summary>Runs <paramref name="body"/> in a new scope on a thread of its own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static StopScope StartThread(Action body, StopScopeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        var scope = new StopScope(options);
        var thread = new Thread(() => scope.RunBody(body), scope._options.StackSize)
        {
            IsBackground = true,
            Name = scope.Name,
        };
        thread.Start();
        return scope;
    }

    /// <summary>Runs <paramref name="body"/> in a new scope on the thread pool.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static StopScope StartTask(Func<Task> body, StopScopeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        var scope = new StopScope(options);
        _ = Task.Run(() => scope.RunBodyAsync(body));
        return scope;
    }

    /// <summary>
    /// Stops the scope, and returns when no code of it executes any more or the deadline has passed. Stops that meet
    /// share one ladder: of the strictest mode, the earliest deadline, and the first one's words. A scope that has ended
    /// answers at once.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A time of <paramref name="request"/> is out of its range.</exception>
    public Task<StopReceipt> StopAsync(StopRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Validate();
        StopLadder ladder;
        lock (_lock)
        {
            if (_end is not null)
            {
                return _ladder is { IsAbandoned: false } ? _ladder.Receipt : AlreadyEnded_NeedsLock(request);
            }

            if (_ladder is null or { IsAbandoned: true })
            {
                _ladder = new StopLadder(this, request);
                _somethingToStop |= _members.Execute || _members.Queued > 0;
            }
            else
            {
                _ladder.Join_NeedsLock(request);
            }

            ladder = _ladder;
        }

        StopClock.Tick(ladder);
        return ladder.Receipt;
    }

    /// <summary>Stops the scope in the given mode. See <see cref="StopAsync(StopRequest)"/>.</summary>
    public Task<StopReceipt> StopAsync(StopMode mode = StopMode.Prompt) => StopAsync(new StopRequest { Mode = mode });

    /// <summary>Stops the scope promptly.</summary>
    public async ValueTask DisposeAsync() => await StopAsync(StopMode.Prompt).ConfigureAwait(false);

    /// <summary>A thread puts a stop root of this scope on its stack.</summary>
    internal void ThreadEntered(ScopeThread thread)
    {
        lock (_lock)
        {
            _members.Threads.Add(thread);
            thread.Acknowledged = false;
            UpdateAttention_NeedsLock();
        }
    }

    /// <summary>A thread takes the last stop root of this scope off its stack.</summary>
    internal void ThreadLeft(ScopeThread thread)
    {
        lock (_lock)
        {
            _members.Threads.Remove(thread);
            UpdateAttention_NeedsLock();
            CloseIfOver_NeedsLock();
        }
    }

    /// <summary>A thread of this scope comes back from a scope that was nested in it, or out of its last shield.</summary>
    internal void ThreadReturned(ScopeThread thread)
    {
        thread.BeginRuntime();
        lock (_lock)
        {
            thread.Acknowledged = false;
            UpdateAttention_NeedsLock();
        }

        thread.EndRuntime();
    }

    /// <summary>Counts work handed to a thread or task that has not started.</summary>
    internal void MemberQueued()
    {
        lock (_lock)
        {
            _members.Queued++;
        }
    }

    /// <summary>Work that was handed over wants to start. False if a stop is due or the scope is closed.</summary>
    internal bool TryStartMember()
    {
        lock (_lock)
        {
            if (_stopDue || _end is not null)
            {
                Evidence.Ended(Rung.Safepoint);
                return false;
            }

            _members.Queued--;
            _members.Running++;
            return true;
        }
    }

    /// <summary>Work that was handed over has ended, or will never start.</summary>
    internal void MemberEnded(bool started)
    {
        lock (_lock)
        {
            if (started)
            {
                _members.Running--;
            }
            else
            {
                _members.Queued--;
            }

            CloseIfOver_NeedsLock();
        }
    }

    /// <summary>The calling thread, dedicated to this scope, has left it and is about to end.</summary>
    internal void ThreadExits(ScopeThread thread)
    {
        lock (_lock)
        {
            _members.Exiting++;
        }

        ThreadReaper.Add(Thread.CurrentThread, thread.OsId, this);
    }

    /// <summary>A dedicated thread of this scope has left the process's thread list.</summary>
    internal void ThreadGone(int osThreadId)
    {
        lock (_lock)
        {
            _members.Exiting--;
            if (_ladder is not null)
            {
                _members.Gone.Add(osThreadId);
            }

            CloseIfOver_NeedsLock();
        }
    }

    /// <summary>Throws if the scope is closed.</summary>
    internal void Admit()
    {
        if (Volatile.Read(ref _end) is not null)
        {
            throw new StopException(this, _tokens.Woven);
        }
    }

    /// <summary>
    /// Whether a stop takes effect on <paramref name="thread"/>, whose innermost stop root is of this scope, at once: it
    /// is due, and no shield holds it back.
    /// </summary>
    internal bool IsDueOn(ScopeThread thread) => _stopDue && (thread.Shields == 0 || !ShieldHolds(thread));

    /// <summary>
    /// What a poll comes to when some scope wants attention. At a method's <paramref name="entry"/> a broken shield does
    /// not fire, so that a release behind a call is reached.
    /// </summary>
    internal void AtSafepoint(ScopeThread thread, bool entry)
    {
        if (!_stopDue)
        {
            return;
        }

        var shielded = thread.Shields != 0;
        if (!ReferenceEquals(Ambient.Scope, this) || (shielded && ShieldHolds(thread)))
        {
            Acknowledge(thread);
        }
        else if (!shielded || !entry)
        {
            throw Stop(thread, shielded);
        }
    }

    /// <summary>The Safepoint rung.</summary>
    internal void MakeStopDue_NeedsLock()
    {
        _stopDueSince = Stopwatch.GetTimestamp();
        Attention.SetStopping(this, true);
        _stopDue = true;
        _tokens.CancelWoven();
        RaiseAttention_NeedsLock();
    }

    /// <summary>The Token rung.</summary>
    internal void CancelToken_NeedsLock() => _tokens.CancelUser();

    /// <summary>The Interrupt rung. Returns whether the scope has threads that it could reach.</summary>
    internal bool InterruptThreads_NeedsLock()
    {
        _members.Threads.ForEach(thread => thread.InterruptUnwovenWait(this));
        return _members.Threads.Exists(static thread => thread.IsDedicated);
    }

    /// <summary>
    /// Calls for every thread again: a stop is level-triggered, and a shield may have broken meanwhile.
    /// </summary>
    internal void RaiseAttention_NeedsLock()
    {
        _quiet = false;
        foreach (var thread in _members.Threads)
        {
            var shielded = thread.Shields != 0 && ShieldHolds(thread);
            thread.Acknowledged = shielded;
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

    /// <summary>Takes the next step of <paramref name="ladder"/>. Returns when to come back; null when it is done.</summary>
    internal TimeSpan? Advance(StopLadder ladder)
    {
        TimeSpan? next;
        lock (_lock)
        {
            next = _end is null && ReferenceEquals(_ladder, ladder) ? ladder.Advance_NeedsLock() : null;
        }

        _tokens.RunCancellations();
        return next;
    }

    /// <summary>The threads that execute code of the scope, one sentence each.</summary>
    internal IReadOnlyList<string> WhatStillExecutes_NeedsLock() =>
        _members.Threads.Count == 0
            ? [$"{_members.Running} part(s) of the run await something that has not completed."]
            : [.. _members.Threads.Select(static thread => $"Thread {thread.OsId} still executes code of the run.")];

    private bool ShieldHolds(ScopeThread thread)
    {
        var ladder = _ladder!;
        if (ShieldDepth.IsSwallowingHandler(thread.Shields))
        {
            var since = Math.Max(thread.HandlerEntered, _stopDueSince);
            return Stopwatch.GetElapsedTime(since) < ladder.HandlerBudget;
        }

        if (thread.CleanupSeen == 0)
        {
            thread.CleanupSeen = Stopwatch.GetTimestamp();
        }

        if (Stopwatch.GetElapsedTime(thread.CleanupSeen) < ladder.CleanupBudget)
        {
            return true;
        }

        _tokens.CancelCleanup();
        return false;
    }

    private void Acknowledge(ScopeThread thread)
    {
        thread.BeginRuntime();
        lock (_lock)
        {
            thread.Acknowledged = true;
            UpdateAttention_NeedsLock();
        }

        thread.EndRuntime();
    }

    private StopException Stop(ScopeThread thread, bool cut)
    {
        var rung = thread.WasInterrupted ? Rung.Interrupt : Rung.Safepoint;
        thread.BeginRuntime();
        lock (_lock)
        {
            Evidence.Thrown(rung, cut);
            thread.Acknowledged = true;
            UpdateAttention_NeedsLock();
        }

        thread.EndRuntime();
        return new StopException(this, _tokens.Woven);
    }

    private void UpdateAttention_NeedsLock()
    {
        if (_stopDue)
        {
            Attention.Want(this, !_quiet && _end is null && _members.SomeoneHasNotAnswered(this));
        }
    }

    private void RunBody(Action body)
    {
        Ambient.Scope = this;
        var thread = ScopeThread.Ensure();
        var visit = thread.Enter(this, dedicated: true);
        Exception? exception = null;
        try
        {
            if (MayStart())
            {
                body();
            }
        }
        catch (Exception thrown)
        {
            exception = thrown;
            if (thrown is ThreadInterruptedException && thread.WasInterrupted)
            {
                Interrupted();
            }
        }
        finally
        {
            thread.Leave(visit);
        }

        ThreadExits(thread);
        BodyEnded(exception);
    }

    private async Task RunBodyAsync(Func<Task> body)
    {
        Ambient.Scope = this;
        Exception? exception = null;
        try
        {
            await StartBody(body).ConfigureAwait(false);
        }
        catch (Exception thrown)
        {
            exception = thrown;
        }

        BodyEnded(exception);
    }

    private Task StartBody(Func<Task> body)
    {
        var thread = ScopeThread.Ensure();
        var visit = thread.Enter(this);
        try
        {
            return MayStart() ? body() : Task.CompletedTask;
        }
        finally
        {
            thread.Leave(visit);
        }
    }

    private bool MayStart()
    {
        lock (_lock)
        {
            if (!_stopDue)
            {
                return true;
            }

            Evidence.Ended(Rung.Safepoint);
            return false;
        }
    }

    private void Interrupted()
    {
        lock (_lock)
        {
            Evidence.Ended(Rung.Interrupt);
        }
    }

    private void BodyEnded(Exception? exception)
    {
        lock (_lock)
        {
            _bodyOutcome = OutcomeOf_NeedsLock(exception);
            _bodyException = exception is StopException ? null : exception;
            _members.Running--;
            CloseIfOver_NeedsLock();
        }
    }

    private ScopeOutcome OutcomeOf_NeedsLock(Exception? exception)
    {
        if (_ladder is not null)
        {
            if (Cancellation.In(exception) is { } cancelled)
            {
                var ofUser = _tokens.UserAsked && cancelled.CancellationToken != _tokens.Woven;
                Evidence.Ended(ofUser ? Rung.Token : Rung.Safepoint);
            }
            else if (exception is null && _tokens.UserAsked)
            {
                // It has looked at its token, and returned after that was cancelled.
                Evidence.Ended(Rung.Token);
            }

            if (Evidence.EndedBy is not null)
            {
                return ScopeOutcome.Stopped;
            }
        }

        return exception is null ? ScopeOutcome.Completed : ScopeOutcome.Failed;
    }

    private void CloseIfOver_NeedsLock()
    {
        if (_end is not null || _members.Execute || _members.Exiting > 0 || (_members.Queued > 0 && !_stopDue))
        {
            return;
        }

        var outcome = _bodyOutcome!.Value;
        if (outcome == ScopeOutcome.Completed && Evidence.EndedBy is not null && _somethingToStop)
        {
            // The body had returned, and what it left running was stopped.
            outcome = ScopeOutcome.Stopped;
        }

        var end = new ScopeEnd(
            outcome,
            outcome == ScopeOutcome.Completed ? null : _bodyException,
            TimeProvider.GetUtcNow());
        Volatile.Write(ref _end, end);
        Attention.Want(this, false);
        Attention.SetStopping(this, false);
        _tokens.Close();
        _ladder?.Complete_NeedsLock(end, Proof_NeedsLock(), Evidence, _tokens.CallbackFailures);
        _completion.TrySetResult(end);
    }

    private ProofOfDeath Proof_NeedsLock() => new(
        _members.Gone.Count > 0 ? ProofKind.ThreadsExited : ProofKind.TasksCompleted,
        [.. _members.Gone]);

    private Task<StopReceipt> AlreadyEnded_NeedsLock(StopRequest request)
    {
        var ladder = new StopLadder(this, request);
        ladder.Complete_NeedsLock(_end!, Proof_NeedsLock(), Evidence, []);
        return ladder.Receipt;
    }
}
