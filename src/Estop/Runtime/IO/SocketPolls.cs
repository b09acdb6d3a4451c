using System.Net.Sockets;

namespace Estop.Runtime;

/// <summary>Waiting for a socket to become ready.</summary>
public static class SocketPolls
{
    /// <summary>In place of <see cref="Socket.Poll(int, SelectMode)"/>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.Poll))]
    public static bool Poll(Socket socket, int microSeconds, SelectMode mode)
    {
        if (ScopeThread.InOwnScope() is { } thread && microSeconds is < 0 or >= 1000 && Enum.IsDefined(mode))
        {
            SocketReadiness.Wait(thread, socket, mode, microSeconds < 0 ? Timeout.Infinite : microSeconds / 1000);
            microSeconds = 0;
        }

        return socket.Poll(microSeconds, mode);
    }

    /// <summary>In place of <see cref="Socket.Poll(TimeSpan, SelectMode)"/>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.Poll))]
    public static bool Poll(Socket socket, TimeSpan timeout, SelectMode mode) =>
        timeout.TotalMicroseconds > int.MaxValue ? socket.Poll(timeout, mode)
        : Poll(socket, timeout < TimeSpan.Zero ? -1 : (int)timeout.TotalMicroseconds, mode);
}
