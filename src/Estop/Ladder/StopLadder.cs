using System.Diagnostics;

namespace Estop;

/// <summary>
/// One stop of one scope: the rungs in their order, under one deadline, and the receipt. Everything under the scope's
/// lock.
/// </summary>
internal sealed partial class StopLadder : Ticking
{
    private const double MostForCleanup = 0.9;

    private static readonly TimeSpan FirstTick = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan SlowestTick = TimeSpan.FromMilliseconds(50);

    // Those who come to no safepoint are waited for, and the receipt is not to be late for that.
    private static readonly TimeSpan LongestLook = TimeSpan.FromMilliseconds(50);

    // On a machine that is short of processors a look is late, as all else is.
    private static readonly TimeSpan LatestLook = TimeSpan.FromSeconds(1);

    // An abandoned scope calls for its threads 1 % of the time, since every poll of the process pays for the call.
    private static readonly TimeSpan PulseLength = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan PulsePause = TimeSpan.FromMilliseconds(99);

    private readonly TaskCompletionSource<StopReceipt> _receipt =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly List<BegunRung> _rungs = [];
    private readonly StopRequest _request;
    private readonly DateTimeOffset _requestedAt;
    private readonly long _started = Stopwatch.GetTimestamp();
    private TimeSpan _grace;
    private TimeSpan _deadline;
    private TimeSpan _tick = FirstTick;
    private bool _pulse;
    private TimeSpan? _lastTaken;
    private bool _isStuck;
    private TimeSpan _lastShielded;
    private TimeSpan? _lastClosed;
    private bool _looks;
    private ScopeLook? _look;
    private StopReceipt? _abandoned;

    /// <exception cref="ArgumentException">The grace period does not end before the deadline.</exception>
    public StopLadder(StopScope scope, StopRequest request)
    {
        Scope = scope;
        Mode = request.Mode;
        _request = request;
        _requestedAt = scope.TimeProvider.GetUtcNow();
        _deadline = request.Deadline ?? scope.LadderOptions.Deadline;
        _grace = GraceOf(request);
    }

    public StopScope Scope { get; }

    /// <summary>The strictest mode that was asked for.</summary>
    public StopMode Mode { get; private set; }

    /// <summary>Completes with the proof of death, or when the deadline has passed.</summary>
    public Task<StopReceipt> Receipt => _receipt.Task;

    /// <summary>Whether the deadline has passed. The scope may end later all the same.</summary>
    public bool IsAbandoned { get; private set; }

    /// <summary>
    /// How long cleanup may hold the stop back: a tenth of the deadline is left for what happens when it breaks.
    /// </summary>
    public TimeSpan CleanupBudget =>
        Mode == StopMode.Kill ? TimeSpan.Zero : Min(Scope.LadderOptions.CleanupBudget, _deadline * MostForCleanup);

    /// <summary>
    /// Whether cleanup that was first seen at <paramref name="since"/> has had its time, and <paramref name="patience"/> with it.
    /// </summary>
    public bool CleanupIsOver(long since, TimeSpan patience) =>
        Stopwatch.GetElapsedTime(since) >= CleanupBudget + patience || Elapsed >= (_deadline * MostForCleanup) + patience;

    public TimeSpan HandlerBudget => Mode == StopMode.Kill ? TimeSpan.Zero : Scope.LadderOptions.HandlerBudget;

    /// <summary>How long a lock that is held may hold the stop back.</summary>
    public TimeSpan LockBudget => Mode == StopMode.Kill ? TimeSpan.Zero : Scope.LadderOptions.LockBudget;

    /// <inheritdoc/>
    public override TimeSpan? Step() =>
        Scope.Advance(this, out var leaving) is { } next && (leaving is null || !ThreadReaper.TryExpect(leaving, this, next))
            ? next
            : null;

    /// <summary>Another stop of the same scope came: the stricter one counts.</summary>
    public void Join_NeedsLock(StopRequest request)
    {
        var grace = GraceOf(request);
        if (request.Mode.IsStricterThan(Mode))
        {
            Mode = request.Mode;
        }

        _grace = Min(_grace, grace);
        _deadline = Min(_deadline, Elapsed + (request.Deadline ?? Scope.LadderOptions.Deadline));
        _tick = FirstTick;
    }

    /// <summary>Takes the steps that are due. Returns when to come back.</summary>
    public TimeSpan Advance_NeedsLock()
    {
        var elapsed = Elapsed;
        if (IsAbandoned)
        {
            return Pulse_NeedsLock(elapsed);
        }

        if (_rungs.Count == 0)
        {
            Begin(Rung.Token);
            Scope.CancelToken_NeedsLock();
        }

        if (elapsed < _grace)
        {
            // Who is held cannot look at the token.
            Scope.EndPause_NeedsLock();
            return Min(_grace, _deadline) - elapsed;
        }

        if (!HasBegun(Rung.Safepoint))
        {
            Begin(Rung.Safepoint);
            Scope.MakeStopDue_NeedsLock();
        }
        else if (elapsed >= _deadline || UntilExhausted_NeedsLock(elapsed) <= TimeSpan.Zero)
        {
            Abandon_NeedsLock();
            return PulsePause;
        }
        else
        {
            Scope.RaiseAttention_NeedsLock();
        }

        var next = Min(_tick, UntilLook_NeedsLock(elapsed) ?? (_deadline - elapsed));
        if (UntilExhausted_NeedsLock(elapsed) is { Ticks: > 0 } untilExhausted)
        {
            next = Min(next, untilExhausted);
        }

        var untilCut = (_deadline * MostForCleanup) - elapsed;
        next = untilCut > TimeSpan.Zero ? Min(next, untilCut) : next;
        _tick = Min(_tick * 2, SlowestTick);
        var untilInterrupt = AfterOf(Rung.Safepoint) + Scope.LadderOptions.InterruptAfter - elapsed;
        if (untilInterrupt > TimeSpan.Zero)
        {
            return Min(next, untilInterrupt);
        }

        if (Scope.InterruptThreads_NeedsLock() && !HasBegun(Rung.Interrupt))
        {
            Begin(Rung.Interrupt);
        }

        LetGo_NeedsLock(elapsed);
        var untilSignal = untilInterrupt + Scope.LadderOptions.SignalAfter;
        if (untilSignal > TimeSpan.Zero)
        {
            Scope.LookAtSystemCalls_NeedsLock();
            return Min(next, untilSignal);
        }

        // Again and again: one that comes just before the system call begins is lost.
        if (Scope.SignalThreads_NeedsLock() && !HasBegun(Rung.Signal))
        {
            Begin(Rung.Signal, WakeSignal.NotAvailable);
            _tick = FirstTick;
            next = Min(_tick, next);
        }

        // At two steps: code that has just left a shield, or is on its way out, comes to its stop without that.
        var wasStuck = _isStuck;
        _isStuck = Scope.IsStuck_NeedsLock();
        if (_isStuck && !wasStuck)
        {
            next = Min(FirstTick, next);
        }

        var untilClose = _lastTaken is { } lastTaken
            ? lastTaken + Scope.LadderOptions.CloseAfter - elapsed
            : untilSignal + Scope.LadderOptions.CloseAfter;
        if (untilClose > TimeSpan.Zero)
        {
            return Min(next, untilClose);
        }

        if (wasStuck && _isStuck && Scope.CloseNewestHandle_NeedsLock())
        {
            _lastTaken = elapsed;
        }

        var untilAbort = UntilAbort_NeedsLock(elapsed);
        if (untilAbort > TimeSpan.Zero)
        {
            return Min(next, untilAbort.Value);
        }

        Abort_NeedsLock();
        return next;
    }

    /// <summary>What was seen shortly before the deadline.</summary>
    public void Looked_NeedsLock(ScopeLook look)
    {
        _look = look;
        AnswerAbandoned_NeedsLock();
    }

    /// <summary>Whatever has become of the look, the receipt of an abandoned run waits for it no longer.</summary>
    public void AnswerAbandoned_NeedsLock()
    {
        if (_abandoned is { } receipt)
        {
            _receipt.TrySetResult(_look is not { } look ? receipt : receipt with
            {
                StillRunning = look,
                LeftBehind = look.Threads.Count == 0 ? receipt.LeftBehind : [.. look.Threads.Select(LeftBehindText.Of)],
            });
        }
    }

    /// <summary>The scope is over.</summary>
    public void Complete_NeedsLock(ScopeEnd end, ProofOfDeath proof, ScopeEvidence evidence, IReadOnlyList<string> left)
    {
        AnswerAbandoned_NeedsLock();
        _receipt.TrySetResult(Compose(end.Outcome) with
        {
            EndedBy = end.Outcome == ScopeOutcome.Stopped ? evidence.EndedBy : null,
            Proof = proof,
            Cleanup = evidence.CleanupWasCut || Scope.AwaitingCleanupWasCut ? CleanupOutcome.Cut : CleanupOutcome.Finished,
            Evidence = evidence,
            Closed = [.. evidence.Closed],
            LetGo = [.. evidence.LetGo],
            LeftBehind = left,
        });
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private TimeSpan Elapsed => Stopwatch.GetElapsedTime(_started);

    private TimeSpan GraceOf(StopRequest request)
    {
        if (request.Mode != StopMode.Graceful)
        {
            return TimeSpan.Zero;
        }

        var grace = request.Grace ?? Scope.LadderOptions.Grace;
        var deadline = request.Deadline ?? Scope.LadderOptions.Deadline;
        return grace < deadline
            ? grace
            : throw new ArgumentException(
                $"{nameof(StopRequest.Grace)} ({grace:c}) must be shorter than {nameof(StopRequest.Deadline)} ({deadline:c}).",
                nameof(request));
    }

    private TimeSpan Pulse_NeedsLock(TimeSpan elapsed)
    {
        if (elapsed >= _deadline + LatestLook)
        {
            AnswerAbandoned_NeedsLock();
        }

        Scope.LetGo_NeedsLock(TimeSpan.Zero);
        _pulse = !_pulse;
        if (_pulse)
        {
            Scope.RaiseAttention_NeedsLock();
            return PulseLength;
        }

        Scope.LowerAttention_NeedsLock();
        return PulsePause;
    }

    private StopReceipt Compose(ScopeOutcome outcome)
    {
        var elapsed = Elapsed;
        return new StopReceipt
        {
            Scope = Scope.Name,
            Outcome = outcome,
            Mode = Mode,
            RequestedBy = _request.RequestedBy,
            Reason = _request.Reason,
            RequestedAt = _requestedAt,
            Elapsed = elapsed,
            Rungs = Records(elapsed),
            Cleanup = CleanupOutcome.Finished,
        };
    }

    private IReadOnlyList<RungRecord> Records(TimeSpan elapsed) =>
    [
        .. _rungs.Select((rung, index) => new RungRecord(
            rung.Rung,
            rung.After,
            (index + 1 < _rungs.Count ? _rungs[index + 1].After : elapsed) - rung.After)
        {
            NotAvailable = rung.NotAvailable,
        }),
    ];

    private void Begin(Rung rung, string? notAvailable = null) => _rungs.Add(new BegunRung(rung, Elapsed, notAvailable));

    private bool HasBegun(Rung rung)
    {
        // Asked at each tick of each ladder: nothing is allocated here.
        foreach (var begun in _rungs)
        {
            if (begun.Rung == rung)
            {
                return true;
            }
        }

        return false;
    }

    private TimeSpan AfterOf(Rung rung)
    {
        foreach (var begun in _rungs)
        {
            if (begun.Rung == rung)
            {
                return begun.After;
            }
        }

        return TimeSpan.Zero;
    }

    // A class: of a list of values each process would compile its own.
    private sealed record BegunRung(Rung Rung, TimeSpan After, string? NotAvailable);
}
