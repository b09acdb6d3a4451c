using System.Diagnostics;

namespace Estop.WorkerHost;

/// <summary>A stop of a run in a child, from the request to the receipt.</summary>
internal sealed class RemoteStop(string worker, StopRequest request, TimeSpan deadline, DateTimeOffset requestedAt)
{
    private readonly long _started = Stopwatch.GetTimestamp();

    /// <summary>The first request, with the strictest mode of all that met.</summary>
    public StopRequest Request { get; set; } = request;

    public DateTimeOffset RequestedAt { get; } = requestedAt;

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_started);

    public TimeSpan Remaining => deadline - Elapsed;

    /// <summary>What is left for a kill, which always has some time.</summary>
    public TimeSpan TimeToKill => Remaining > TimeSpan.Zero ? Remaining : TimeSpan.FromMilliseconds(1);

    public TimeSpan Deadline => deadline;

    /// <summary>The child has begun.</summary>
    public TaskCompletionSource Acknowledged { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// The part of the ladder inside the child is over: with the child's receipt, or null when it has died, or nobody waits for it.
    /// </summary>
    public TaskCompletionSource<StopReceipt?> Over { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource<StopReceipt> Receipt { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The rungs until the runtime's abort, once that is about to be sent; null until then.</summary>
    public IReadOnlyList<RungRecord>? BeforeAbort { get; set; }

    /// <summary>Whether even the kill has not ended the run in time.</summary>
    public bool IsAbandoned { get; set; }

    /// <summary>Whether the run is ended by the death of its process, which another run is the cause of.</summary>
    public bool EndsWithProcess { get; set; }

    /// <summary>Another stop came, with less time.</summary>
    public void Shorten(TimeSpan other)
    {
        var ends = Elapsed + other;
        deadline = ends < deadline ? ends : deadline;
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
}
