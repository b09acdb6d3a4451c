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

    /// <summary>Waits, and counts a mutex as a lock if it was taken, also from somebody who had abandoned it.</summary>
    internal static bool WaitOne(WaitHandle handle, int millisecondsTimeout)
    {
        try
        {
            var taken = handle.WaitOne(millisecondsTimeout);
            HeldLocks.Taken(taken && handle is Mutex);
            return taken;
        }
        catch (AbandonedMutexException)
        {
            HeldLocks.Taken();
            throw;
        }
    }

    /// <summary>The same for a wait for any of several.</summary>
    internal static int WaitAny(WaitHandle[] handles, int millisecondsTimeout)
    {
        try
        {
            var index = WaitHandle.WaitAny(handles, millisecondsTimeout);
            HeldLocks.Taken(index != WaitHandle.WaitTimeout && handles[index] is Mutex);
            return index;
        }
        catch (AbandonedMutexException)
        {
            HeldLocks.Taken();
            throw;
        }
    }

    /// <summary>The same for a wait for all of several.</summary>
    internal static bool WaitAll(WaitHandle[] handles, int millisecondsTimeout)
    {
        try
        {
            var taken = WaitHandle.WaitAll(handles, millisecondsTimeout);
            TakenAll(taken ? handles : []);
            return taken;
        }
        catch (AbandonedMutexException)
        {
            TakenAll(handles);
            throw;
        }
    }

    /// <summary>Signals the one handle, and takes the other if that needs no wait.</summary>
    internal static bool SignalAndTry(WaitHandle toSignal, WaitHandle toWaitOn)
    {
        bool taken;
        try
        {
            taken = WaitHandle.SignalAndWait(toSignal, toWaitOn, 0, exitContext: false);
        }
        catch (AbandonedMutexException)
        {
            Count(taken: true);
            throw;
        }

        Count(taken);
        return taken;

        void Count(bool taken)
        {
            if (toSignal is Mutex)
            {
                HeldLocks.Released();
            }

            HeldLocks.Taken(taken && toWaitOn is Mutex);
        }
    }

    private static void TakenAll(WaitHandle[] handles)
    {
        foreach (var handle in handles)
        {
            HeldLocks.Taken(handle is Mutex);
        }
    }
}
