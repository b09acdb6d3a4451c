using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Estop.Runtime;

/// <summary>Blocking socket operations that also end on a stop.</summary>
internal static partial class StoppableSocket
{
    private const int DontWait = 0x40;
    private const int NoSignal = 0x4000;
    private const int WouldBlock = 11;
    private const int Interrupted = 4;

    /// <summary>Waits for something to receive or accept, then makes the call.</summary>
    /// <exception cref="StopException">The scope is being stopped.</exception>
    public static TResult Receive<TState, TResult>(Socket? socket, TState state, Func<TState, TResult> call)
        where TState : allows ref struct
    {
        if (socket is not { Blocking: true } || ScopeThread.InOwnScope() is not { } thread)
        {
            return call(state);
        }

        var timeout = socket.ReceiveTimeout;
        if (SocketReadiness.Wait(thread, socket, forWriting: false, timeout))
        {
            return call(state);
        }

        try
        {
            // The time is over: the original call says so, in its own words.
            socket.ReceiveTimeout = 1;
            return call(state);
        }
        finally
        {
            socket.ReceiveTimeout = timeout;
        }
    }

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

        while (!data.IsEmpty && SocketReadiness.Wait(thread, socket, forWriting: true, socket.SendTimeout))
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

    private static int TrySend(Socket socket, ReadOnlySpan<byte> data)
    {
        var sent = (int)Send(socket.SafeHandle, MemoryMarshal.GetReference(data), (nuint)data.Length, DontWait | NoSignal);
        return sent >= 0 ? sent : Marshal.GetLastPInvokeError() is WouldBlock or Interrupted ? 0 : -1;
    }

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    private static partial nint Send(SafeHandle socket, in byte data, nuint length, int flags);
}
