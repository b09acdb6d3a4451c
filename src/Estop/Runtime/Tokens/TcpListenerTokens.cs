using System.Net.Sockets;

namespace Estop.Runtime;

/// <summary>
/// Calls of <see cref="TcpListener"/> that have an overload with a token which returns a value task.
/// </summary>
public static class TcpListenerTokens
{
    /// <summary>In place of <see cref="TcpListener.AcceptSocketAsync()"/>.</summary>
    [ReplacesCall(typeof(TcpListener), nameof(TcpListener.AcceptSocketAsync))]
    public static Task<Socket> AcceptSocketAsync(TcpListener listener) =>
        Tokens.Current() is { CanBeCanceled: true } token
            ? listener.AcceptSocketAsync(token).AsTask()
            : listener.AcceptSocketAsync();

    /// <summary>In place of <see cref="TcpListener.AcceptTcpClientAsync()"/>.</summary>
    [ReplacesCall(typeof(TcpListener), nameof(TcpListener.AcceptTcpClientAsync))]
    public static Task<TcpClient> AcceptTcpClientAsync(TcpListener listener) =>
        Tokens.Current() is { CanBeCanceled: true } token
            ? listener.AcceptTcpClientAsync(token).AsTask()
            : listener.AcceptTcpClientAsync();
}
