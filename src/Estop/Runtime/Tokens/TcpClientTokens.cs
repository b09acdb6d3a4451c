using System.Net;
using System.Net.Sockets;

namespace Estop.Runtime;

/// <summary>
/// Calls of <see cref="TcpClient"/> that have an overload with a token which returns a value task.
/// </summary>
public static class TcpClientTokens
{
    /// <summary>In place of <see cref="TcpClient.ConnectAsync(IPAddress, int)"/>.</summary>
    [ReplacesCall(typeof(TcpClient), nameof(TcpClient.ConnectAsync))]
    public static Task ConnectAsync(TcpClient client, IPAddress address, int port) =>
        Tokens.Current() is { CanBeCanceled: true } token
            ? client.ConnectAsync(address, port, token).AsTask()
            : client.ConnectAsync(address, port);

    /// <summary>In place of <see cref="TcpClient.ConnectAsync(IPAddress[], int)"/>.</summary>
    [ReplacesCall(typeof(TcpClient), nameof(TcpClient.ConnectAsync))]
    public static Task ConnectAsync(TcpClient client, IPAddress[] addresses, int port) =>
        Tokens.Current() is { CanBeCanceled: true } token
            ? client.ConnectAsync(addresses, port, token).AsTask()
            : client.ConnectAsync(addresses, port);

    /// <summary>In place of <see cref="TcpClient.ConnectAsync(IPEndPoint)"/>.</summary>
    [ReplacesCall(typeof(TcpClient), nameof(TcpClient.ConnectAsync))]
    public static Task ConnectAsync(TcpClient client, IPEndPoint remoteEP) =>
        Tokens.Current() is { CanBeCanceled: true } token
            ? client.ConnectAsync(remoteEP, token).AsTask()
            : client.ConnectAsync(remoteEP);

    /// <summary>In place of <see cref="TcpClient.ConnectAsync(string, int)"/>.</summary>
    [ReplacesCall(typeof(TcpClient), nameof(TcpClient.ConnectAsync))]
    public static Task ConnectAsync(TcpClient client, string host, int port) =>
        Tokens.Current() is { CanBeCanceled: true } token
            ? client.ConnectAsync(host, port, token).AsTask()
            : client.ConnectAsync(host, port);
}
