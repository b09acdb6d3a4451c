using System.Net.Sockets;

namespace Estop.Runtime;

/// <summary>Waits until a socket is ready, or a stop is due.</summary>
internal static class SocketReadiness
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Returns true when the socket is ready, false when <paramref name="timeoutMilliseconds"/>
    /// (<see cref="Timeout.Infinite"/>: none) is over.
    /// </summary>
    /// <exception cref="StopException">The scope is being stopped.</exception>
    public static bool Wait(ScopeThread thread, Socket socket, SelectMode mode, int timeoutMilliseconds) =>
        OperatingSystem.IsLinux()
            ? FileReadiness.Wait(thread, socket.SafeHandle, EventsOf(mode), timeoutMilliseconds)
            : WaitInSlices(socket, mode, timeoutMilliseconds);

    private static short EventsOf(SelectMode mode) => mode switch
    {
        SelectMode.SelectRead => FileReadiness.PollIn,
        SelectMode.SelectWrite => FileReadiness.PollOut,
        _ => FileReadiness.PollPriority,
    };

    private static bool WaitInSlices(Socket socket, SelectMode mode, int timeoutMilliseconds)
    {
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
