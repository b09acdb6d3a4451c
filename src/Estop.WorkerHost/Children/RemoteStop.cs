using System.Diagnostics;

namespace Estop.WorkerHost;

/// <summary>A stop of a run in a child, from the request to the receipt.</summary>
internal sealed class RemoteStop(StopRequest request, TimeSpan deadline, DateTimeOffset requestedAt)
{
    private readonly long _started = Stopwatch.GetTimestamp();

    /// <summary>The first request, with the strictest mode of all that met.</summary>
    public StopRequest Request { get; set; } = request;

    public DateTimeOffset RequestedAt { get; } = requestedAt;

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_started);

    public TimeSpan Remaining => deadline - Elapsed;

    public TimeSpan Deadline => deadline;

    /// <summary>The child has begun.</summary>
    public TaskCompletionSource Acknowledged { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// The part of the ladder inside the child is over: with the child's receipt, or null when it has died, or nobody waits for it.
    /// </summary>
    public TaskCompletionSource<StopReceipt?> Over { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource<StopReceipt> Receipt { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

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
}
