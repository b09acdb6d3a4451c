using System.Collections.Concurrent;

namespace Estop;

/// <summary>
/// Threads of Estop's own for work that may block in user code, such as the callbacks of a cancellation: the way of a
/// stop needs no thread of the pool. Idle threads are used again, and end after <see cref="IdleTime"/>.
/// </summary>
internal sealed class OwnThreads
{
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(5);
    private static readonly ConcurrentStack<OwnThreads> Idle = new();

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _wake = new(0);
    private Action? _work;
    private bool _ended;

    /// <summary>Runs <paramref name="work"/>, which must not throw, on a thread of Estop's own.</summary>
    public static void Run(Action work)
    {
        while (Idle.TryPop(out var idle))
        {
            if (idle.TryGive(work))
            {
                return;
            }
        }

        var fresh = new OwnThreads { _work = work };
        var thread = new Thread(fresh.Loop) { IsBackground = true, Name = "Estop" };
        thread.UnsafeStart();
    }

    private bool TryGive(Action work)
    {
        lock (_lock)
        {
            if (_ended)
            {
                return false;
            }

            _work = work;
        }

        _wake.Release();
        return true;
    }

    private void Loop()
    {
        while (true)
        {
            var work = _work!;
            _work = null;
            work();
            Idle.Push(this);
            if (_wake.Wait(IdleTime))
            {
                continue;
            }

            lock (_lock)
            {
                if (_work is null)
                {
                    // Stays in the stack until somebody pops it and is told that it has ended.
                    _ended = true;
                    return;
                }
            }

            _wake.Wait();
        }
    }
}
