namespace Estop.Runtime;

/// <summary>
/// <see cref="SpinLock"/>. Its own wait cannot be ended without harm to its count of waiters, so it is taken in short
/// attempts, each of which ends properly, with a check between them.
/// </summary>
public static class SpinLocks
{
    private const int AttemptMilliseconds = 5;

    /// <summary>In place of <see cref="SpinLock.Enter"/>.</summary>
    [ReplacesCall(typeof(SpinLock), nameof(SpinLock.Enter))]
    public static void Enter(ref SpinLock @lock, ref bool lockTaken) => TryEnter(ref @lock, Timeout.Infinite, ref lockTaken);

    /// <summary>In place of <see cref="SpinLock.TryEnter(ref bool)"/>.</summary>
    [ReplacesCall(typeof(SpinLock), nameof(SpinLock.TryEnter))]
    public static void TryEnter(ref SpinLock @lock, ref bool lockTaken) => TryEnter(ref @lock, 0, ref lockTaken);

    /// <summary>In place of <see cref="SpinLock.TryEnter(int, ref bool)"/>.</summary>
    [ReplacesCall(typeof(SpinLock), nameof(SpinLock.TryEnter))]
    public static void TryEnter(ref SpinLock @lock, int millisecondsTimeout, ref bool lockTaken)
    {
        if (ScopeThread.InOwnScope() is null || (uint)millisecondsTimeout <= AttemptMilliseconds
            || millisecondsTimeout < Timeout.Infinite)
        {
            @lock.TryEnter(millisecondsTimeout, ref lockTaken);
            HeldLocks.Taken(lockTaken);
            return;
        }

        var started = Environment.TickCount64;
        while (true)
        {
            var left = millisecondsTimeout == Timeout.Infinite
                ? AttemptMilliseconds
                : millisecondsTimeout - (Environment.TickCount64 - started);
            @lock.TryEnter((int)Math.Clamp(left, 0, AttemptMilliseconds), ref lockTaken);
            if (lockTaken || left <= 0)
            {
                break;
            }

            Safepoint.Check();
        }

        HeldLocks.Taken(lockTaken);
    }

    /// <summary>In place of <see cref="SpinLock.TryEnter(TimeSpan, ref bool)"/>.</summary>
    [ReplacesCall(typeof(SpinLock), nameof(SpinLock.TryEnter))]
    public static void TryEnter(ref SpinLock @lock, TimeSpan timeout, ref bool lockTaken)
    {
        var milliseconds = (long)timeout.TotalMilliseconds;
        if (milliseconds is < Timeout.Infinite or > int.MaxValue)
        {
            // The original says best what is wrong.
            @lock.TryEnter(timeout, ref lockTaken);
        }

        TryEnter(ref @lock, (int)milliseconds, ref lockTaken);
    }

    /// <summary>In place of <see cref="SpinLock.Exit()"/>.</summary>
    [ReplacesCall(typeof(SpinLock), nameof(SpinLock.Exit))]
    public static void Exit(ref SpinLock @lock)
    {
        @lock.Exit();
        HeldLocks.Released();
    }

    /// <summary>In place of <see cref="SpinLock.Exit(bool)"/>.</summary>
    [ReplacesCall(typeof(SpinLock), nameof(SpinLock.Exit))]
    public static void Exit(ref SpinLock @lock, bool useMemoryBarrier)
    {
        @lock.Exit(useMemoryBarrier);
        HeldLocks.Released();
    }
}
