namespace Estop.Workers;

/// <summary>What comes after the end of a worker's run. All of it under the worker's lock.</summary>
internal sealed class WorkerRestarts(RestartPolicy policy, TimeProvider time, Random random)
{
    // A tick doubled as often is longer than any wait may be.
    private const int MostDoublings = 60;

    private readonly Queue<long> _recent = [];

    private long _begun;
    private int _inARow;
    private int _crashes;
    private bool _calledOff;
    private ITimer? _timer;

    /// <summary>The next run; null when there is none to come.</summary>
    public PendingRestart? Pending { get; private set; }

    /// <summary>When that begins; null until what was made for the last run is disposed.</summary>
    public DateTimeOffset? NextStartAt { get; private set; }

    /// <summary>How many runs the policy has begun.</summary>
    public int Count { get; private set; }

    /// <summary>Why there is no next run, though there ought to be one.</summary>
    public string? GaveUpBecause { get; private set; }

    /// <summary>Whether the next run is to be in a process of its own: two that it shared with others have crashed.</summary>
    public bool Alone => _crashes > 1;

    /// <summary>The worker's status, where that is not the one of its last run.</summary>
    public WorkerStatus? Status => this switch
    {
        { Pending: not null } => WorkerStatus.Backoff,
        { GaveUpBecause: not null } => WorkerStatus.Failed,
        { _calledOff: true } => WorkerStatus.Stopped,
        _ => null,
    };

    /// <summary>A run has ended that nobody has stopped.</summary>
    public void Plan(WorkerRun run, RunEnd end)
    {
        if (end.MovedBecause is { } moved)
        {
            _crashes += end.MayBeTheCulprit ? 1 : 0;
            Pending = new PendingRestart(run, moved, TimeSpan.Zero) { IsMove = true };
        }
        else if (end.Outcome == ScopeOutcome.Failed && policy.Mode != RestartMode.Never)
        {
            Plan(run, $"Run {run.Number} failed: {end.Error}");
        }
        else if (end.Outcome == ScopeOutcome.Completed && policy.Mode == RestartMode.Always)
        {
            Plan(run, $"Run {run.Number} completed.");
        }
    }

    /// <summary>The next run waits for its time from now on, and then <paramref name="begin"/> is called.</summary>
    public void Wait(Action begin)
    {
        NextStartAt = time.GetUtcNow() + Pending!.Delay;

        // What flows here is somebody else's: the run that has ended, or whoever started that.
        using var flow = ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow();
        _timer = time.CreateTimer(static begin => ((Action)begin!)(), begin, Pending.Delay, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The next run could not be started. The policy says whether that is tried again.</summary>
    public void CouldNotStart(string error)
    {
        var run = Pending!.After;
        Clear();
        var reason = $"The run after run {run.Number} could not be started: {error}";
        if (policy.Mode == RestartMode.Never)
        {
            GaveUpBecause = reason;
        }
        else
        {
            Plan(run, reason);
        }
    }

    /// <summary>A run has begun.</summary>
    public void Begun()
    {
        Count += Pending is { IsMove: false } ? 1 : 0;
        _begun = time.GetTimestamp();
        Clear();
    }

    /// <summary>A run has begun because somebody wanted it to: what was before does not count any more.</summary>
    public void BegunByHand()
    {
        Clear();
        Begun();
        _recent.Clear();
        _inARow = 0;
        _crashes = 0;
        GaveUpBecause = null;
        _calledOff = false;
    }

    /// <summary>A stop came: it beats what was to begin.</summary>
    public void CallOff()
    {
        _calledOff |= Pending is not null;
        Clear();
    }

    private void Plan(WorkerRun run, string reason)
    {
        var now = time.GetTimestamp();
        while (_recent.TryPeek(out var oldest) && time.GetElapsedTime(oldest, now) >= policy.Window)
        {
            _recent.Dequeue();
        }

        if (_recent.Count >= policy.MaxRestarts)
        {
            GaveUpBecause =
                $"It was started again {_recent.Count} times within {policy.Window}, as often as its restart policy allows. {reason}";
            return;
        }

        _inARow = time.GetElapsedTime(_begun, now) >= policy.Window ? 0 : _inARow;
        Pending = new PendingRestart(run, reason, NextDelay());
        _recent.Enqueue(now);
        _inARow++;
    }

    private TimeSpan NextDelay()
    {
        // As numbers: the doubling soon leaves the range of a time, and at last theirs, where no wait would be none times infinity.
        var doubled = policy.Delay.TotalMilliseconds * Math.Pow(2, Math.Min(_inARow, MostDoublings));
        var longest = Math.Min(policy.MaxDelay.TotalMilliseconds, doubled);
        return TimeSpan.FromMilliseconds(longest * (1 - (policy.Jitter * random.NextDouble())));
    }

    private void Clear()
    {
        Pending = null;
        NextStartAt = null;
        _timer?.Dispose();
        _timer = null;
    }
}
