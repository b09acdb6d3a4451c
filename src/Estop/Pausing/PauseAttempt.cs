using System.Diagnostics;

namespace Estop;

/// <summary>
/// One pause of one scope: calls for its threads until all are held, under a deadline, and again whenever one of them gets
/// away. Everything under the scope's lock.
/// </summary>
internal sealed class PauseAttempt(StopScope scope, TimeSpan deadline) : Ticking
{
    private static readonly TimeSpan FirstTick = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan SlowestTick = TimeSpan.FromMilliseconds(50);

    // Every poll of the process pays for the call, so what does not come is called for 1 % of the time.
    private static readonly TimeSpan PulseLength = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan PulsePause = TimeSpan.FromMilliseconds(99);

    private readonly TaskCompletionSource<PauseReceipt> _receipt =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly long _started = Stopwatch.GetTimestamp();
    private TimeSpan _deadline = deadline;
    private TimeSpan _tick = FirstTick;
    private bool _pulse;
    private bool _watches = true;

    /// <summary>Completes when all is held, or it is clear that it is not.</summary>
    public Task<PauseReceipt> Receipt => _receipt.Task;

    private TimeSpan Elapsed => Stopwatch.GetElapsedTime(_started);

    /// <inheritdoc/>
    public override TimeSpan? Step() => scope.Advance(this);

    /// <summary>Another pause of the same scope came: the earlier deadline counts.</summary>
    public void Join_NeedsLock(TimeSpan deadline)
    {
        var joined = Elapsed + deadline;
        _deadline = joined < _deadline ? joined : _deadline;
    }

    /// <summary>Calls for the threads that are not held. Returns when to come back; null when all are.</summary>
    public TimeSpan? Advance_NeedsLock()
    {
        scope.CallToHold_NeedsLock();
        if (LookAgain_NeedsLock())
        {
            _watches = false;
            return null;
        }

        var elapsed = Elapsed;
        if (elapsed < _deadline)
        {
            var next = _tick < _deadline - elapsed ? _tick : _deadline - elapsed;
            _tick = _tick * 2 < SlowestTick ? _tick * 2 : SlowestTick;
            return next;
        }

        Complete_NeedsLock(PauseOutcome.Incomplete);
        _pulse = !_pulse;
        if (_pulse)
        {
            return PulseLength;
        }

        scope.LowerAttention_NeedsLock();
        return PulsePause;
    }

    /// <summary>Something has changed. Returns whether all is held now.</summary>
    public bool LookAgain_NeedsLock()
    {
        if (!scope.IsHeld_NeedsLock())
        {
            return false;
        }

        Complete_NeedsLock(PauseOutcome.Paused);
        return true;
    }

    /// <summary>A thread that was held is not any more. Returns whether the clock has to call again.</summary>
    public bool Rouse_NeedsLock()
    {
        var rouses = !_watches && !scope.IsHeld_NeedsLock();
        _watches |= rouses;
        return rouses;
    }

    public void Ended_NeedsLock() => Complete_NeedsLock(PauseOutcome.Ended);

    public void Resumed_NeedsLock() => Complete_NeedsLock(PauseOutcome.Resumed);

    private void Complete_NeedsLock(PauseOutcome outcome)
    {
        if (!_receipt.Task.IsCompleted)
        {
            _receipt.SetResult(new PauseReceipt(
                scope.Name, outcome, Elapsed, outcome == PauseOutcome.Incomplete ? scope.WhatIsNotHeld_NeedsLock() : []));
        }
    }
}
