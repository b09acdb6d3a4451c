using System.Text.Json;

namespace Estop.Workers;

/// <summary>A worker as it was at one moment.</summary>
public sealed record WorkerSnapshot
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The name of its kind.</summary>
    public required string Kind { get; init; }

    /// <summary>
    /// Its status: that of its current run, if not <see cref="WorkerStatus.Backoff"/>, <see cref="WorkerStatus.Stopped"/> while it
    /// waited for its next run, or <see cref="WorkerStatus.Failed"/> because there will be none.
    /// </summary>
    public required WorkerStatus Status { get; init; }

    /// <summary>Its input; null when it was started with none.</summary>
    public JsonElement? Input { get; init; }

    /// <summary>Its labels.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>Where its runs execute, as its start asked; null when it did not say.</summary>
    public Containment? Containment { get; init; }

    /// <summary>How it is stopped when a stop does not say otherwise.</summary>
    public required StopRequest Stop { get; init; }

    /// <summary>Whether it is started again when a run of it has ended by itself.</summary>
    public required RestartPolicy Restart { get; init; }

    /// <summary>How many of its runs were begun by its restart policy.</summary>
    public int Restarts { get; init; }

    /// <summary>When its next run begins; null unless it waits for that.</summary>
    public DateTimeOffset? NextStartAt { get; init; }

    /// <summary>Why it is not started again, though its restart policy or a move wants it; null otherwise.</summary>
    public string? GaveUpBecause { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Its current run: the one that executes, or the last one that did.</summary>
    public required RunSnapshot Run { get; init; }

    /// <summary>The receipt of its last stop; null when it has never been stopped.</summary>
    public WorkerStopReceipt? LastReceipt { get; init; }
}
