using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Estop.Runtime;

/// <summary>Blocking sends that also end on a stop.</summary>
internal static partial class StoppableSocket
{
    private const int DontWait = 0x40;
    private const int NoSignal = 0x4000;
    private const int WouldBlock = 11;
    private const int Interrupted = 4;

    /// <summary>
    /// Sends as much of <paramref name="data"/> as goes without blocking, waiting in between, and returns what is left
    /// for the original call: nothing, unless that has an error or a time-out to report.
    /// </summary>
    /// <exception cref="StopException">The scope is being stopped.</exception>
    public static ReadOnlySpan<byte> Send(Socket socket, ReadOnlySpan<byte> data)
    {
        if (!OperatingSystem.IsLinux() || !socket.Blocking || socket.SocketType != SocketType.Stream ||
            ScopeThread.InOwnScope() is not { } thread)
        {
            return data;
        }

        var timeout = socket.SendTimeout <= 0 ? Timeout.Infinite : socket.SendTimeout;
        while (!data.IsEmpty && SocketReadiness.Wait(thread, socket, SelectMode.SelectWrite, timeout))
        {
            var sent = TrySend(socket, data);
            if (sent < 0)
            {
                break;
            }

            data = data[sent..];
        }

        return data;
    }

    /// <summary>Waits until the socket takes something.</summary>
    /// <exception cref="StopException">The scope is being stopped.</exception>
    public static void AwaitRoom(Socket? socket)
    {
        if (socket is { Blocking: true } && ScopeThread.InOwnScope() is { } thread)
        {
            SocketReadiness.Wait(
                thread, socket, SelectMode.SelectWrite, socket.SendTimeout <= 0 ? Timeout.Infinite : socket.SendTimeout);
        }
    }

    private static int TrySend(Socket socket, ReadOnlySpan<byte> data)
    {
        var sent = (int)Send(socket.SafeHandle, MemoryMarshal.GetReference(data), (nuint)data.Length, DontWait | NoSignal);
        return sent >= 0 ? sent : Marshal.GetLastPInvokeError() is WouldBlock or Interrupted ? 0 : -1;
    }

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    private static partial nint Send(SafeHandle socket, in byte data, nuint length, int flags);
}
