namespace Estop.Workers;

/// <summary>The settings that all kinds share. Validated when the host starts.</summary>
public sealed class EstopOptions
{
    internal const int ThreadCeiling = 16_000;

    /// <summary>
    /// How many worker threads there may be at once; a start past it is refused. It counts one for each run that has a thread
    /// to itself, abandoned runs included. Default: 10,000. Range: 1 to 16,000: somewhat above that, one more thread does not
    /// fail but aborts the process.
    /// </summary>
    public int MaxThreads { get; set; } = 10_000;

    /// <summary>
    /// How many threads abandoned runs may hold together; past it the service reports that it is not ready, so that it can be
    /// drained. Default: 16. Range: 0 to 16,000.
    /// </summary>
    public int MaxAbandonedThreads { get; set; } = 16;

    /// <summary>
    /// How long all workers together have to end when the host shuts down; what has not ended then is abandoned. It should
    /// be below the host's own shutdown timeout. Default: 10 s. Range: more than 0, at most 1 day.
    /// </summary>
    public TimeSpan ShutdownDeadline { get; set; } = TimeSpan.FromSeconds(10);
}
