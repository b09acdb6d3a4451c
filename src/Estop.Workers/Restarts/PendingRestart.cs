namespace Estop.Workers;

/// <summary>The next run of a worker, which has not begun.</summary>
/// <param name="After">The run that has ended.</param>
/// <param name="Reason">Why there is a next one.</param>
/// <param name="Delay">How long it waits.</param>
internal sealed record PendingRestart(WorkerRun After, string Reason, TimeSpan Delay)
{
    /// <summary>Whether it takes the place of one that had to leave its process because of others.</summary>
    public bool IsMove { get; init; }
}
