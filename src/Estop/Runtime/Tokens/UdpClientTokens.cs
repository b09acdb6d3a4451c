using System.Net.Sockets;

namespace Estop.Runtime;

/// <summary>
/// Calls of <see cref="UdpClient"/> that have an overload with a token which returns a value task.
/// </summary>
public static class UdpClientTokens
{
    /// <summary>In place of <see cref="UdpClient.ReceiveAsync()"/>.</summary>
    [ReplacesCall(typeof(UdpClient), nameof(UdpClient.ReceiveAsync))]
    public static Task<UdpReceiveResult> ReceiveAsync(UdpClient client) =>
        Tokens.Current() is { CanBeCanceled: true } token
            ? client.ReceiveAsync(token).AsTask()
            : client.ReceiveAsync();
}
