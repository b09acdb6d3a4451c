using System.Diagnostics;
using Estop.Processes;

namespace Estop.WorkerHost;

/// <summary>A stop of a run in another process, from the request to the receipt. All of it on the event thread.</summary>
internal sealed class RemoteStop(string worker, StopRequest request, TimeSpan deadline, DateTimeOffset requestedAt)
{
    // Killing takes tens of milliseconds where much has to die: a kill for which the deadline leaves less is given this all the same.
    private static readonly TimeSpan LeastTimeToKill = TimeSpan.FromMilliseconds(250);

    private readonly long _started = Stopwatch.GetTimestamp();

    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The first request, with the strictest mode of all that met.</summary>
    public StopRequest Request { get; private set; } = request;

    public DateTimeOffset RequestedAt { get; } = requestedAt;

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_started);

    public TimeSpan Remaining => deadline - Elapsed;

    /// <summary>What is left for a kill.</summary>
    public TimeSpan TimeToKill => Remaining > LeastTimeToKill ? Remaining : LeastTimeToKill;

    public TimeSpan Deadline => deadline;

    /// <summary>Whether the child has begun.</summary>
    public bool IsAcknowledged { get; private set; }

    /// <summary>Whether what the process itself does about the stop is over: it has answered or died, or nobody waits for it.</summary>
    public bool IsInsideOver { get; private set; }

    /// <summary>The child's own receipt, if it has given one.</summary>
    public StopReceipt? Inside { get; private set; }

    /// <summary>When a kill was asked for; null: not yet.</summary>
    public TimeSpan? KillAskedAt { get; private set; } = request.Mode == StopMode.Kill ? TimeSpan.Zero : null;

    public TaskCompletionSource<StopReceipt> Receipt { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The rungs until the runtime's abort, once that is about to be sent; null until then.</summary>
    public IReadOnlyList<RungRecord>? BeforeAbort { get; set; }

    /// <summary>Whether even the kill has not ended the run in time.</summary>
    public bool IsAbandoned { get; set; }

    /// <summary>Whether the run is ended by the death of its process, which another run is the cause of.</summary>
    public bool EndsWithProcess { get; set; }

    /// <summary>Another stop came. The shorter deadline and the stricter mode hold.</summary>
    public void Join(StopMode mode, TimeSpan other)
    {
        var ends = Elapsed + other;
        deadline = ends < deadline ? ends : deadline;
        if (mode.IsStricterThan(Request.Mode))
        {
            Request = Request with { Mode = mode };
            KillAskedAt ??= mode == StopMode.Kill ? Elapsed : null;
        }

        Changed();
    }

    public void Acknowledge()
    {
        IsAcknowledged = true;
        Changed();
    }

    public void EndInside(StopReceipt? receipt)
    {
        if (!IsInsideOver)
        {
            IsInsideOver = true;
            Inside = receipt;
            Changed();
        }
    }

    /// <summary>
    /// Whether that is so before the time is over, of which there may be less when another stop comes meanwhile.
    /// </summary>
    public async Task<bool> UntilAsync(EventThread events, Func<bool> isSo, Func<TimeSpan> left)
    {
        while (!isSo())
        {
            var time = left();
            if (time <= TimeSpan.Zero)
            {
                return false;
            }

            await events.Within(_changed.Task, time);
        }

        return true;
    }

    /// <summary>Carries the stop out. Never faults: a stop that fails is one that is abandoned, and says why.</summary>
    public async Task CarryOutAsync(Func<RemoteStop, Task<StopReceipt>> climb)
    {
        try
        {
            Receipt.TrySetResult(await climb(this));
        }
        catch (Exception exception)
        {
            IsAbandoned = true;
            Receipt.TrySetResult(Compose(ScopeOutcome.Abandoned, []) with
            {
                Cleanup = CleanupOutcome.Unknown,
                LeftBehind = [$"The process could not be killed: {exception.Message}"],
            });
        }
    }

    /// <summary>The receipt as far as every stop has it.</summary>
    public StopReceipt Compose(ScopeOutcome outcome, IReadOnlyList<RungRecord> rungs) => new()
    {
        Scope = worker,
        Outcome = outcome,
        Mode = Request.Mode,
        RequestedBy = Request.RequestedBy,
        Reason = Request.Reason,
        RequestedAt = RequestedAt,
        Elapsed = Elapsed,
        Rungs = rungs,
        Cleanup = CleanupOutcome.Finished,
    };

    private void Changed()
    {
        var changed = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.SetResult();
    }
}
