namespace Estop.Runtime;

/// <summary>The waits of <see cref="Thread"/>.</summary>
public static class ThreadWaits
{
    /// <summary>In place of <c>Thread.Sleep(int)</c>.</summary>
    [ReplacesCall(typeof(Thread), "Sleep")]
    public static void Sleep(int millisecondsTimeout)
    {
        if (millisecondsTimeout < Timeout.Infinite)
        {
            // The original says best what is wrong.
            Original.Sleep(millisecondsTimeout);
        }

        Sleep(TimeSpan.FromMilliseconds(millisecondsTimeout));
    }

    /// <summary>In place of <c>Thread.Sleep(TimeSpan)</c>.</summary>
    [ReplacesCall(typeof(Thread), "Sleep")]
    public static void Sleep(TimeSpan timeout)
    {
        if (ScopeThread.InOwnScope() is { } thread && (timeout > TimeSpan.Zero || timeout == Timeout.InfiniteTimeSpan))
        {
            thread.Delay(timeout);
        }
        else
        {
            Original.Sleep(timeout);
        }

        Safepoint.Check();
    }

    /// <summary>In place of <see cref="Thread.Join()"/>.</summary>
    [ReplacesCall(typeof(Thread), nameof(Thread.Join))]
    public static void Join(Thread thread) => StoppableWait.Run(thread, static thread => thread.Join());

    /// <summary>In place of <see cref="Thread.Join(int)"/>.</summary>
    [ReplacesCall(typeof(Thread), nameof(Thread.Join))]
    public static bool Join(Thread thread, int millisecondsTimeout) =>
        StoppableWait.Run(thread, millisecondsTimeout, static (thread, left) => thread.Join(left));

    /// <summary>In place of <see cref="Thread.Join(TimeSpan)"/>.</summary>
    [ReplacesCall(typeof(Thread), nameof(Thread.Join))]
    public static bool Join(Thread thread, TimeSpan timeout) =>
        StoppableWait.Run(thread, timeout, static (thread, left) => thread.Join(left));

    private static class Original
    {
#pragma warning disable RS0030 // The sleep that was written is the sleep that is carried out.
        public static void Sleep(int millisecondsTimeout) => Thread.Sleep(millisecondsTimeout);

        public static void Sleep(TimeSpan timeout) => Thread.Sleep(timeout);
#pragma warning restore RS0030
    }
}
