using System.Net.Sockets;

namespace Estop.Runtime;

/// <summary>
/// The turn of a call that receives, once there is something to receive or its time is over. Then the call itself says so,
/// in its own words: it is given one more millisecond, and at its end the time it had.
/// </summary>
internal readonly ref struct ReceiveTurn
{
    private readonly Socket? _late;
    private readonly int _timeout;

    private ReceiveTurn(Socket late, int timeout)
    {
        _late = late;
        _timeout = timeout;
        late.ReceiveTimeout = 1;
    }

    /// <summary>Waits for something to receive or accept.</summary>
    /// <exception cref="StopException">The scope is being stopped.</exception>
    public static ReceiveTurn Await(Socket? socket)
    {
        if (socket is not { Blocking: true } || ScopeThread.InOwnScope() is not { } thread)
        {
            return default;
        }

        var timeout = socket.ReceiveTimeout;
        return SocketReadiness.Wait(thread, socket, SelectMode.SelectRead, timeout <= 0 ? Timeout.Infinite : timeout)
            ? default
            : new ReceiveTurn(socket, timeout);
    }

    public void Dispose() => _late?.ReceiveTimeout = _timeout;
}
