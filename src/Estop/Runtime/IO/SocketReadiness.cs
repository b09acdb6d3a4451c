using System.Net.Sockets;

namespace Estop.Runtime;

/// <summary>
/// Waits until a socket is ready, or a stop is due. The call that was written is made afterwards, so that synchronous
/// I/O stays synchronous and needs no thread of the pool.
/// </summary>
internal static class SocketReadiness
{
    private const short PollIn = 1;
    private const short PollOut = 4;
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Returns true when the socket is ready, false when <paramref name="timeoutMilliseconds"/> (0 or less: none) is
    /// over.
    /// </summary>
    /// <exception cref="StopException">The scope is being stopped.</exception>
    public static bool Wait(ScopeThread thread, Socket socket, bool forWriting, int timeoutMilliseconds)
    {
        if (timeoutMilliseconds <= 0)
        {
            timeoutMilliseconds = Timeout.Infinite;
        }

        if (!OperatingSystem.IsLinux())
        {
            return WaitInSlices(socket, forWriting, timeoutMilliseconds);
        }

        var handle = socket.SafeHandle;
        var held = false;
        try
        {
            // Held, so that the descriptor cannot become somebody else's while it is polled.
            handle.DangerousAddRef(ref held);
            if (thread.WaitForFile(
                (int)handle.DangerousGetHandle(), forWriting ? PollOut : PollIn, timeoutMilliseconds))
            {
                return true;
            }
        }
        finally
        {
            if (held)
            {
                handle.DangerousRelease();
            }
        }

        Safepoint.Check();
        return false;
    }

    private static bool WaitInSlices(Socket socket, bool forWriting, int timeoutMilliseconds)
    {
        var mode = forWriting ? SelectMode.SelectWrite : SelectMode.SelectRead;
        var end = timeoutMilliseconds == Timeout.Infinite ? long.MaxValue : Environment.TickCount64 + timeoutMilliseconds;
        while (!socket.Poll(Slice, mode))
        {
            Safepoint.Check();
            if (Environment.TickCount64 >= end)
            {
                return false;
            }
        }

        return true;
    }
}
