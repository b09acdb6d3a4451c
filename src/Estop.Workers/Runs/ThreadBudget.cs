using Microsoft.Extensions.Options;

namespace Estop.Workers;

/// <summary>
/// Counts the threads that runs have to themselves. Too many of them do not fail, they abort the process, and nothing can
/// catch that.
/// </summary>
internal sealed class ThreadBudget(IOptions<EstopOptions> options)
{
    private int _used;

    public int Limit { get; } = options.Value.MaxThreads;

    public int Used => Volatile.Read(ref _used);

    public bool TryTake()
    {
        if (Interlocked.Increment(ref _used) <= Limit)
        {
            return true;
        }

        Release();
        return false;
    }

    public void Release() => Interlocked.Decrement(ref _used);
}
