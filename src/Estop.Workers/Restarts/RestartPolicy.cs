namespace Estop.Workers;

/// <summary>Whether a worker is started again when a run of it has ended by itself, after which delay, and how often.</summary>
/// <remarks>
/// A run that has to move because of others that shared its process is started again whatever the policy says, without a delay, and
/// does not count.
/// </remarks>
public sealed record RestartPolicy
{
    /// <summary>When. Default: <see cref="RestartMode.Never"/>.</summary>
    public RestartMode Mode { get; init; } = RestartMode.Never;

    /// <summary>
    /// How long the worker waits before its first restart. It waits twice as long before each further one, until a run has lasted for
    /// <see cref="Window"/>. Default: 1 s. Range: 0 to 1 day.
    /// </summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long it waits at most. Default: 1 min. Range: <see cref="Delay"/> to 1 day.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How much of each wait is left to chance, so that workers which have failed together do not come back together: the wait is
    /// shortened by a random part of it, which is at most this. Default: 0.5, the "equal jitter" of M. Brooker, "Exponential Backoff And
    /// Jitter" (AWS Architecture Blog, 2015). Range: 0 to 1.
    /// </summary>
    public double Jitter { get; init; } = 0.5;

    /// <summary>
    /// How many restarts there may be within <see cref="Window"/>; the run that ends after those is the last, and the worker has
    /// failed. Default: 10, which a worker that fails at once has used up after two and a half to five minutes. Range: 1 to 1,000.
    /// </summary>
    public int MaxRestarts { get; init; } = 10;

    /// <summary>The time in which restarts are counted. Default: 10 min. Range: more than 0, at most 1 day.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(10);
}
