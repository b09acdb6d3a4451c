namespace Estop.Runtime;

/// <summary><see cref="Mutex"/>. It is taken by the waits of <see cref="WaitHandle"/>.</summary>
public static class Mutexes
{
    /// <summary>In place of <see cref="Mutex.ReleaseMutex"/>.</summary>
    [ReplacesCall(typeof(Mutex), nameof(Mutex.ReleaseMutex))]
    public static void ReleaseMutex(Mutex mutex)
    {
        mutex.ReleaseMutex();
        HeldLocks.Released();
    }

    /// <summary>Counts the handle as a lock if its wait has taken a mutex. Returns <paramref name="taken"/>.</summary>
    internal static bool Taken(WaitHandle handle, bool taken)
    {
        HeldLocks.Taken(taken && handle is Mutex);
        return taken;
    }
}
