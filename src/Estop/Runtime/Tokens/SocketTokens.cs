using System.Net;
using System.Net.Sockets;

namespace Estop.Runtime;

/// <summary>
/// Calls of <see cref="Socket"/> that have an overload with a token which returns a value task: that is asked for its task.
/// </summary>
public static class SocketTokens
{
    /// <summary>In place of <see cref="Socket.AcceptAsync()"/>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.AcceptAsync))]
    public static Task<Socket> AcceptAsync(Socket socket) =>
        Tokens.Current() is { CanBeCanceled: true } token
            ? socket.AcceptAsync(token).AsTask()
            : socket.AcceptAsync();

    /// <summary>In place of <see cref="Socket.AcceptAsync(Socket)"/>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.AcceptAsync))]
    public static Task<Socket> AcceptAsync(Socket socket, Socket? acceptSocket) =>
        Tokens.Current() is { CanBeCanceled: true } token
            ? socket.AcceptAsync(acceptSocket, token).AsTask()
            : socket.AcceptAsync(acceptSocket);

    /// <summary>In place of <see cref="Socket.ConnectAsync(EndPoint)"/>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.ConnectAsync))]
    public static Task ConnectAsync(Socket socket, EndPoint remoteEP) =>
        Tokens.Current() is { CanBeCanceled: true } token
            ? socket.ConnectAsync(remoteEP, token).AsTask()
            : socket.ConnectAsync(remoteEP);

    /// <summary>In place of <see cref="Socket.ConnectAsync(IPAddress, int)"/>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.ConnectAsync))]
    public static Task ConnectAsync(Socket socket, IPAddress address, int port) =>
        Tokens.Current() is { CanBeCanceled: true } token
            ? socket.ConnectAsync(address, port, token).AsTask()
            : socket.ConnectAsync(address, port);

    /// <summary>In place of <see cref="Socket.ConnectAsync(IPAddress[], int)"/>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.ConnectAsync))]
    public static Task ConnectAsync(Socket socket, IPAddress[] addresses, int port) =>
        Tokens.Current() is { CanBeCanceled: true } token
            ? socket.ConnectAsync(addresses, port, token).AsTask()
            : socket.ConnectAsync(addresses, port);

    /// <summary>In place of <see cref="Socket.ConnectAsync(string, int)"/>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.ConnectAsync))]
    public static Task ConnectAsync(Socket socket, string host, int port) =>
        Tokens.Current() is { CanBeCanceled: true } token
            ? socket.ConnectAsync(host, port, token).AsTask()
            : socket.ConnectAsync(host, port);

    /// <summary>In place of <see cref="Socket.ReceiveAsync(ArraySegment{byte})"/>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.ReceiveAsync))]
    public static Task<int> ReceiveAsync(Socket socket, ArraySegment<byte> buffer) =>
        Tokens.Current() is { CanBeCanceled: true } token
            ? socket.ReceiveAsync(buffer.AsMemory(), token).AsTask()
            : socket.ReceiveAsync(buffer);

    /// <summary>In place of <see cref="Socket.ReceiveAsync(ArraySegment{byte}, SocketFlags)"/>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.ReceiveAsync))]
    public static Task<int> ReceiveAsync(Socket socket, ArraySegment<byte> buffer, SocketFlags socketFlags) =>
        Tokens.Current() is { CanBeCanceled: true } token
            ? socket.ReceiveAsync(buffer.AsMemory(), socketFlags, token).AsTask()
            : socket.ReceiveAsync(buffer, socketFlags);

    /// <summary>In place of <see cref="Socket.ReceiveFromAsync(ArraySegment{byte}, EndPoint)"/>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.ReceiveFromAsync))]
    public static Task<SocketReceiveFromResult> ReceiveFromAsync(Socket socket, ArraySegment<byte> buffer, EndPoint remoteEndPoint) =>
        Tokens.Current() is { CanBeCanceled: true } token
            ? socket.ReceiveFromAsync(buffer.AsMemory(), remoteEndPoint, token).AsTask()
            : socket.ReceiveFromAsync(buffer, remoteEndPoint);

    /// <summary>In place of <see cref="Socket.ReceiveFromAsync(ArraySegment{byte}, SocketFlags, EndPoint)"/>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.ReceiveFromAsync))]
    public static Task<SocketReceiveFromResult> ReceiveFromAsync(
        Socket socket, ArraySegment<byte> buffer, SocketFlags socketFlags, EndPoint remoteEndPoint) =>
        Tokens.Current() is { CanBeCanceled: true } token
            ? socket.ReceiveFromAsync(buffer.AsMemory(), socketFlags, remoteEndPoint, token).AsTask()
            : socket.ReceiveFromAsync(buffer, socketFlags, remoteEndPoint);

    /// <summary>In place of <see cref="Socket.SendAsync(ArraySegment{byte})"/>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.SendAsync))]
    public static Task<int> SendAsync(Socket socket, ArraySegment<byte> buffer) =>
        Tokens.Current() is { CanBeCanceled: true } token
            ? socket.SendAsync(buffer.AsMemory(), token).AsTask()
            : socket.SendAsync(buffer);

    /// <summary>In place of <see cref="Socket.SendAsync(ArraySegment{byte}, SocketFlags)"/>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.SendAsync))]
    public static Task<int> SendAsync(Socket socket, ArraySegment<byte> buffer, SocketFlags socketFlags) =>
        Tokens.Current() is { CanBeCanceled: true } token
            ? socket.SendAsync(buffer.AsMemory(), socketFlags, token).AsTask()
            : socket.SendAsync(buffer, socketFlags);

    /// <summary>In place of <see cref="Socket.SendToAsync(ArraySegment{byte}, EndPoint)"/>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.SendToAsync))]
    public static Task<int> SendToAsync(Socket socket, ArraySegment<byte> buffer, EndPoint remoteEP) =>
        Tokens.Current() is { CanBeCanceled: true } token
            ? socket.SendToAsync(buffer.AsMemory(), remoteEP, token).AsTask()
            : socket.SendToAsync(buffer, remoteEP);

    /// <summary>In place of <see cref="Socket.SendToAsync(ArraySegment{byte}, SocketFlags, EndPoint)"/>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.SendToAsync))]
    public static Task<int> SendToAsync(Socket socket, ArraySegment<byte> buffer, SocketFlags socketFlags, EndPoint remoteEP) =>
        Tokens.Current() is { CanBeCanceled: true } token
            ? socket.SendToAsync(buffer.AsMemory(), socketFlags, remoteEP, token).AsTask()
            : socket.SendToAsync(buffer, socketFlags, remoteEP);
}
