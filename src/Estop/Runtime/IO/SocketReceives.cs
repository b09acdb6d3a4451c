using System.Net;
using System.Net.Sockets;

namespace Estop.Runtime;

/// <summary>Receiving and accepting, by <see cref="Socket"/> and the clients and listeners built on it.</summary>
public static class SocketReceives
{
    /// <summary>In place of <c>Socket.Receive(byte[])</c>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.Receive))]
    public static int Receive(Socket socket, byte[] buffer)
    {
        using var turn = ReceiveTurn.Await(socket);
        return socket.Receive(buffer);
    }

    /// <summary>In place of <c>Socket.Receive(byte[], SocketFlags)</c>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.Receive))]
    public static int Receive(Socket socket, byte[] buffer, SocketFlags socketFlags)
    {
        using var turn = ReceiveTurn.Await(socket);
        return socket.Receive(buffer, socketFlags);
    }

    /// <summary>In place of <c>Socket.Receive(byte[], int, SocketFlags)</c>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.Receive))]
    public static int Receive(Socket socket, byte[] buffer, int size, SocketFlags socketFlags)
    {
        using var turn = ReceiveTurn.Await(socket);
        return socket.Receive(buffer, size, socketFlags);
    }

    /// <summary>In place of <c>Socket.Receive(byte[], int, int, SocketFlags)</c>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.Receive))]
    public static int Receive(Socket socket, byte[] buffer, int offset, int size, SocketFlags socketFlags)
    {
        using var turn = ReceiveTurn.Await(socket);
        return socket.Receive(buffer, offset, size, socketFlags);
    }

    /// <summary>In place of <c>Socket.Receive(byte[], int, int, SocketFlags, out SocketError)</c>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.Receive))]
    public static int Receive(
        Socket socket, byte[] buffer, int offset, int size, SocketFlags socketFlags, out SocketError errorCode)
    {
        using var turn = ReceiveTurn.Await(socket);
        return socket.Receive(buffer, offset, size, socketFlags, out errorCode);
    }

    /// <summary>In place of <c>Socket.Receive(Span{byte})</c>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.Receive))]
    public static int Receive(Socket socket, Span<byte> buffer)
    {
        using var turn = ReceiveTurn.Await(socket);
        return socket.Receive(buffer);
    }

    /// <summary>In place of <c>Socket.Receive(Span{byte}, SocketFlags)</c>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.Receive))]
    public static int Receive(Socket socket, Span<byte> buffer, SocketFlags socketFlags)
    {
        using var turn = ReceiveTurn.Await(socket);
        return socket.Receive(buffer, socketFlags);
    }

    /// <summary>In place of <c>Socket.Receive(Span{byte}, SocketFlags, out SocketError)</c>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.Receive))]
    public static int Receive(Socket socket, Span<byte> buffer, SocketFlags socketFlags, out SocketError errorCode)
    {
        using var turn = ReceiveTurn.Await(socket);
        return socket.Receive(buffer, socketFlags, out errorCode);
    }

    /// <summary>In place of <c>Socket.Receive(IList{ArraySegment{byte}})</c>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.Receive))]
    public static int Receive(Socket socket, IList<ArraySegment<byte>> buffers)
    {
        using var turn = ReceiveTurn.Await(socket);
        return socket.Receive(buffers);
    }

    /// <summary>In place of <c>Socket.Receive(IList{ArraySegment{byte}}, SocketFlags)</c>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.Receive))]
    public static int Receive(Socket socket, IList<ArraySegment<byte>> buffers, SocketFlags socketFlags)
    {
        using var turn = ReceiveTurn.Await(socket);
        return socket.Receive(buffers, socketFlags);
    }

    /// <summary>In place of <c>Socket.Receive(IList{ArraySegment{byte}}, SocketFlags, out SocketError)</c>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.Receive))]
    public static int Receive(
        Socket socket, IList<ArraySegment<byte>> buffers, SocketFlags socketFlags, out SocketError errorCode)
    {
        using var turn = ReceiveTurn.Await(socket);
        return socket.Receive(buffers, socketFlags, out errorCode);
    }

    /// <summary>In place of <c>Socket.ReceiveFrom(byte[], ref EndPoint)</c>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.ReceiveFrom))]
    public static int ReceiveFrom(Socket socket, byte[] buffer, ref EndPoint remoteEP)
    {
        using var turn = ReceiveTurn.Await(socket);
        return socket.ReceiveFrom(buffer, ref remoteEP);
    }

    /// <summary>In place of <c>Socket.ReceiveFrom(byte[], SocketFlags, ref EndPoint)</c>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.ReceiveFrom))]
    public static int ReceiveFrom(Socket socket, byte[] buffer, SocketFlags socketFlags, ref EndPoint remoteEP)
    {
        using var turn = ReceiveTurn.Await(socket);
        return socket.ReceiveFrom(buffer, socketFlags, ref remoteEP);
    }

    /// <summary>In place of <c>Socket.ReceiveFrom(byte[], int, SocketFlags, ref EndPoint)</c>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.ReceiveFrom))]
    public static int ReceiveFrom(
        Socket socket, byte[] buffer, int size, SocketFlags socketFlags, ref EndPoint remoteEP)
    {
        using var turn = ReceiveTurn.Await(socket);
        return socket.ReceiveFrom(buffer, size, socketFlags, ref remoteEP);
    }

    /// <summary>In place of <c>Socket.ReceiveFrom(byte[], int, int, SocketFlags, ref EndPoint)</c>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.ReceiveFrom))]
    public static int ReceiveFrom(
        Socket socket, byte[] buffer, int offset, int size, SocketFlags socketFlags, ref EndPoint remoteEP)
    {
        using var turn = ReceiveTurn.Await(socket);
        return socket.ReceiveFrom(buffer, offset, size, socketFlags, ref remoteEP);
    }

    /// <summary>In place of <c>Socket.ReceiveFrom(Span{byte}, ref EndPoint)</c>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.ReceiveFrom))]
    public static int ReceiveFrom(Socket socket, Span<byte> buffer, ref EndPoint remoteEP)
    {
        using var turn = ReceiveTurn.Await(socket);
        return socket.ReceiveFrom(buffer, ref remoteEP);
    }

    /// <summary>In place of <c>Socket.ReceiveFrom(Span{byte}, SocketFlags, ref EndPoint)</c>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.ReceiveFrom))]
    public static int ReceiveFrom(Socket socket, Span<byte> buffer, SocketFlags socketFlags, ref EndPoint remoteEP)
    {
        using var turn = ReceiveTurn.Await(socket);
        return socket.ReceiveFrom(buffer, socketFlags, ref remoteEP);
    }

    /// <summary>In place of <c>Socket.ReceiveFrom(Span{byte}, SocketFlags, SocketAddress)</c>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.ReceiveFrom))]
    public static int ReceiveFrom(
        Socket socket, Span<byte> buffer, SocketFlags socketFlags, SocketAddress receivedAddress)
    {
        using var turn = ReceiveTurn.Await(socket);
        return socket.ReceiveFrom(buffer, socketFlags, receivedAddress);
    }

    /// <summary>
    /// In place of <c>Socket.ReceiveMessageFrom(byte[], int, int, ref SocketFlags, ref EndPoint,
    /// out IPPacketInformation)</c>.
    /// </summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.ReceiveMessageFrom))]
    public static int ReceiveMessageFrom(
        Socket socket,
        byte[] buffer,
        int offset,
        int size,
        ref SocketFlags socketFlags,
        ref EndPoint remoteEP,
        out IPPacketInformation ipPacketInformation)
    {
        using var turn = ReceiveTurn.Await(socket);
        return socket.ReceiveMessageFrom(buffer, offset, size, ref socketFlags, ref remoteEP, out ipPacketInformation);
    }

    /// <summary>In place of <c>Socket.ReceiveMessageFrom(Span{byte}, ref SocketFlags, ref EndPoint, out IPPacketInformation)</c>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.ReceiveMessageFrom))]
    public static int ReceiveMessageFrom(
        Socket socket, Span<byte> buffer, ref SocketFlags socketFlags, ref EndPoint remoteEP, out IPPacketInformation ipPacketInformation)
    {
        using var turn = ReceiveTurn.Await(socket);
        return socket.ReceiveMessageFrom(buffer, ref socketFlags, ref remoteEP, out ipPacketInformation);
    }

    /// <summary>In place of <c>Socket.Accept()</c>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.Accept))]
    public static Socket Accept(Socket socket)
    {
        using var turn = ReceiveTurn.Await(socket);
        return OpenedSockets.Opened(socket.Accept());
    }

    /// <summary>In place of <c>TcpListener.AcceptSocket()</c>.</summary>
    [ReplacesCall(typeof(TcpListener), nameof(TcpListener.AcceptSocket))]
    public static Socket AcceptSocket(TcpListener listener)
    {
        using var turn = ReceiveTurn.Await(listener.Server);
        return OpenedSockets.Opened(listener.AcceptSocket());
    }

    /// <summary>In place of <c>TcpListener.AcceptTcpClient()</c>.</summary>
    [ReplacesCall(typeof(TcpListener), nameof(TcpListener.AcceptTcpClient))]
    public static TcpClient AcceptTcpClient(TcpListener listener)
    {
        using var turn = ReceiveTurn.Await(listener.Server);
        return OpenedSockets.Opened(listener.AcceptTcpClient());
    }

    /// <summary>In place of <c>UdpClient.Receive(ref IPEndPoint)</c>.</summary>
    [ReplacesCall(typeof(UdpClient), nameof(UdpClient.Receive))]
    public static byte[] Receive(UdpClient client, ref IPEndPoint? remoteEP)
    {
        using var turn = ReceiveTurn.Await(client.Client);
        return client.Receive(ref remoteEP);
    }
}
