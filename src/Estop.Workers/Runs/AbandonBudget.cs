using Microsoft.Extensions.Options;

namespace Estop.Workers;

/// <summary>
/// Counts the threads of abandoned runs: what they hold and do nobody can say, and a service with too many of them is better
/// drained.
/// </summary>
internal sealed class AbandonBudget(IOptions<EstopOptions> options)
{
    private int _threads;

    public int Limit { get; } = options.Value.MaxAbandonedThreads;

    public int Threads => Volatile.Read(ref _threads);

    public bool IsSpent => Threads > Limit;

    public void Add(int threads) => Interlocked.Add(ref _threads, threads);

    public void Remove(int threads) => Interlocked.Add(ref _threads, -threads);
}
