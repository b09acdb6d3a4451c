using System.Net;
using System.Net.Sockets;

namespace Estop.Runtime;

/// <summary>Synchronous operations of <see cref="Socket"/> and of the clients and listeners built on it.</summary>
public static class SocketIO
{
    /// <summary>In place of <see cref="Socket.Receive(byte[])"/>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.Receive))]
    public static int Receive(Socket socket, byte[] buffer) =>
        StoppableSocket.Receive(socket, (socket, buffer), static call => call.socket.Receive(call.buffer));

    /// <summary>In place of <see cref="Socket.Receive(byte[], SocketFlags)"/>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.Receive))]
    public static int Receive(Socket socket, byte[] buffer, SocketFlags flags) =>
        StoppableSocket.Receive(
            socket, (socket, buffer, flags), static call => call.socket.Receive(call.buffer, call.flags));

    /// <summary>In place of <see cref="Socket.Receive(byte[], int, int, SocketFlags)"/>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.Receive))]
    public static int Receive(Socket socket, byte[] buffer, int offset, int size, SocketFlags flags) =>
        StoppableSocket.Receive(
            socket,
            (socket, buffer, offset, size, flags),
            static call => call.socket.Receive(call.buffer, call.offset, call.size, call.flags));

    /// <summary>In place of <see cref="Socket.Receive(Span{byte})"/>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.Receive))]
    public static int Receive(Socket socket, Span<byte> buffer) =>
        StoppableSocket.Receive(
            socket, new SpanCall(socket, buffer), static call => call.Socket.Receive(call.Buffer));

    /// <summary>In place of <see cref="Socket.Send(byte[])"/>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.Send))]
    public static int Send(Socket socket, byte[] buffer)
    {
        if (buffer is not { Length: > 0 })
        {
            return socket.Send(buffer!);
        }

        return Send(socket, buffer.AsSpan());
    }

    /// <summary>In place of <see cref="Socket.Send(ReadOnlySpan{byte})"/>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.Send))]
    public static int Send(Socket socket, ReadOnlySpan<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return socket.Send(buffer);
        }

        var left = StoppableSocket.Send(socket, buffer);
        return buffer.Length - left.Length + (left.IsEmpty ? 0 : socket.Send(left));
    }

    /// <summary>In place of <see cref="Socket.Accept()"/>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.Accept))]
    public static Socket Accept(Socket socket) =>
        StoppableSocket.Receive(socket, socket, static socket => socket.Accept());

    /// <summary>In place of <see cref="TcpListener.AcceptSocket"/>.</summary>
    [ReplacesCall(typeof(TcpListener), nameof(TcpListener.AcceptSocket))]
    public static Socket AcceptSocket(TcpListener listener) =>
        StoppableSocket.Receive(listener.Server, listener, static listener => listener.AcceptSocket());

    /// <summary>In place of <see cref="TcpListener.AcceptTcpClient"/>.</summary>
    [ReplacesCall(typeof(TcpListener), nameof(TcpListener.AcceptTcpClient))]
    public static TcpClient AcceptTcpClient(TcpListener listener) =>
        StoppableSocket.Receive(listener.Server, listener, static listener => listener.AcceptTcpClient());

    /// <summary>In place of <see cref="UdpClient.Receive"/>.</summary>
    [ReplacesCall(typeof(UdpClient), nameof(UdpClient.Receive))]
    public static byte[] Receive(UdpClient client, ref IPEndPoint? remote)
    {
        var (data, from) = StoppableSocket.Receive(client.Client, client, static client =>
        {
            IPEndPoint? from = null;
            var data = client.Receive(ref from);
            return (data, from);
        });
        remote = from;
        return data;
    }

    private readonly ref struct SpanCall(Socket socket, Span<byte> buffer)
    {
        public readonly Socket Socket = socket;
        public readonly Span<byte> Buffer = buffer;
    }
}
