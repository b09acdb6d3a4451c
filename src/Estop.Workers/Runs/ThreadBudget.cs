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
        // Never counted and taken back: others would meanwhile be refused for nobody.
        for (var used = Used; used < Limit; used = Used)
        {
            if (Interlocked.CompareExchange(ref _used, used + 1, used) == used)
            {
                return true;
            }
        }

        return false;
    }

    public void Release() => Interlocked.Decrement(ref _used);
}
