namespace Estop;

/// <summary>
/// Takes a lock of Estop's own on a thread that may be the user's. An interrupt of the user's that is pending there would
/// be thrown by a wait for the lock, in the midst of what no handler of the user's knows of, and on the thread's way out
/// it would end the process. It is sent again when the lock is left.
/// </summary>
internal static class QuietLock
{
    /// <summary>Takes the lock until the returned value is disposed.</summary>
    public static Held Hold(this Lock @lock) => new(@lock);

    /// <summary>The same of a monitor, which others wait on.</summary>
    public static HeldMonitor HoldMonitor(object monitor) => new(monitor);

    /// <summary>Whether an interrupt came.</summary>
    private static bool WaitFor<T>(T gate, Action<T> enter, Func<T, bool> tryEnter)
    {
        try
        {
            enter(gate);
            return false;
        }
        catch (ThreadInterruptedException)
        {
            // Another may come, so no wait any more.
            for (var spin = new SpinWait(); !tryEnter(gate);)
            {
                SpinGate.SpinOnce(ref spin);
            }

            return true;
        }
    }

    private static void Interrupt(bool again)
    {
        if (again)
        {
            Thread.CurrentThread.Interrupt();
        }
    }

    public readonly ref struct Held(Lock @lock)
    {
        private readonly bool _interrupted = !@lock.TryEnter() && WaitFor(@lock, static gate => gate.Enter(), static gate => gate.TryEnter());

        public void Dispose()
        {
            @lock.Exit();
            Interrupt(_interrupted);
        }
    }

    public readonly ref struct HeldMonitor(object monitor)
    {
        private readonly bool _interrupted = !Monitor.TryEnter(monitor) && WaitFor(monitor, Monitor.Enter, Monitor.TryEnter);

        public void Dispose()
        {
            Monitor.Exit(monitor);
            Interrupt(_interrupted);
        }
    }
}
