using System.Runtime.InteropServices;

namespace Estop.Runtime;

/// <summary>
/// Waits until a file descriptor is ready, or a stop is due. The call that was written is made afterwards, so that
/// synchronous I/O stays synchronous and needs no thread of the pool. Linux only.
/// </summary>
internal static class FileReadiness
{
    public const short PollIn = 1;
    public const short PollPriority = 2;
    public const short PollOut = 4;

    /// <summary>
    /// Returns true when the descriptor is ready, false when <paramref name="timeoutMilliseconds"/>
    /// (<see cref="Timeout.Infinite"/>: none) is over.
    /// </summary>
    /// <exception cref="StopException">The scope is being stopped.</exception>
    public static bool Wait(ScopeThread thread, SafeHandle handle, short events, int timeoutMilliseconds)
    {
        var end = Environment.TickCount64 + timeoutMilliseconds;
        var remaining = timeoutMilliseconds;
        while (!IsReady(thread, handle, events, remaining))
        {
            Safepoint.Check();
            if (timeoutMilliseconds != Timeout.Infinite)
            {
                remaining = (int)Math.Max(0, end - Environment.TickCount64);
                if (remaining == 0)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool IsReady(ScopeThread thread, SafeHandle handle, short events, int timeoutMilliseconds)
    {
        var held = false;
        try
        {
            // Held, so that the descriptor cannot become somebody else's while it is polled.
            handle.DangerousAddRef(ref held);
            return thread.WaitForFile((int)handle.DangerousGetHandle(), events, timeoutMilliseconds);
        }
        finally
        {
            if (held)
            {
                handle.DangerousRelease();
            }
        }
    }
}
