using System.Net;
using System.Net.Sockets;

namespace Estop.Runtime;

/// <summary>Sending, by <see cref="Socket"/>.</summary>
public static class SocketSends
{
    /// <summary>In place of <see cref="Socket.Send(byte[])"/>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.Send))]
    public static int Send(Socket socket, byte[] buffer) => Send(socket, buffer, SocketFlags.None);

    /// <summary>In place of <see cref="Socket.Send(byte[], SocketFlags)"/>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.Send))]
    public static int Send(Socket socket, byte[] buffer, SocketFlags socketFlags) =>
        buffer is null ? socket.Send(buffer!, socketFlags) : Send(socket, buffer.AsSpan(), socketFlags);

    /// <summary>In place of <see cref="Socket.Send(byte[], int, SocketFlags)"/>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.Send))]
    public static int Send(Socket socket, byte[] buffer, int size, SocketFlags socketFlags) =>
        Send(socket, buffer, 0, size, socketFlags);

    /// <summary>In place of <see cref="Socket.Send(byte[], int, int, SocketFlags)"/>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.Send))]
    public static int Send(Socket socket, byte[] buffer, int offset, int size, SocketFlags socketFlags) =>
        buffer is null || (uint)offset > buffer.Length || (uint)size > buffer.Length - offset
            ? socket.Send(buffer!, offset, size, socketFlags)
            : Send(socket, buffer.AsSpan(offset, size), socketFlags);

    /// <summary>In place of <see cref="Socket.Send(ReadOnlySpan{byte})"/>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.Send))]
    public static int Send(Socket socket, ReadOnlySpan<byte> buffer) => Send(socket, buffer, SocketFlags.None);

    /// <summary>In place of <see cref="Socket.Send(ReadOnlySpan{byte}, SocketFlags)"/>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.Send))]
    public static int Send(Socket socket, ReadOnlySpan<byte> buffer, SocketFlags socketFlags)
    {
        if (buffer.IsEmpty || socketFlags != SocketFlags.None)
        {
            StoppableSocket.AwaitRoom(socket);
            return socket.Send(buffer, socketFlags);
        }

        var left = StoppableSocket.Send(socket, buffer);
        return buffer.Length - left.Length + (left.IsEmpty ? 0 : socket.Send(left));
    }

    /// <summary>In place of <c>Socket.Send(byte[], int, int, SocketFlags, out SocketError)</c>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.Send))]
    public static int Send(
        Socket socket, byte[] buffer, int offset, int size, SocketFlags socketFlags, out SocketError errorCode)
    {
        StoppableSocket.AwaitRoom(socket);
        return socket.Send(buffer, offset, size, socketFlags, out errorCode);
    }

    /// <summary>In place of <c>Socket.Send(ReadOnlySpan{byte}, SocketFlags, out SocketError)</c>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.Send))]
    public static int Send(Socket socket, ReadOnlySpan<byte> buffer, SocketFlags socketFlags, out SocketError errorCode)
    {
        StoppableSocket.AwaitRoom(socket);
        return socket.Send(buffer, socketFlags, out errorCode);
    }

    /// <summary>In place of <c>Socket.Send(IList{ArraySegment{byte}})</c>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.Send))]
    public static int Send(Socket socket, IList<ArraySegment<byte>> buffers)
    {
        StoppableSocket.AwaitRoom(socket);
        return socket.Send(buffers);
    }

    /// <summary>In place of <c>Socket.Send(IList{ArraySegment{byte}}, SocketFlags)</c>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.Send))]
    public static int Send(Socket socket, IList<ArraySegment<byte>> buffers, SocketFlags socketFlags)
    {
        StoppableSocket.AwaitRoom(socket);
        return socket.Send(buffers, socketFlags);
    }

    /// <summary>In place of <c>Socket.Send(IList{ArraySegment{byte}}, SocketFlags, out SocketError)</c>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.Send))]
    public static int Send(
        Socket socket, IList<ArraySegment<byte>> buffers, SocketFlags socketFlags, out SocketError errorCode)
    {
        StoppableSocket.AwaitRoom(socket);
        return socket.Send(buffers, socketFlags, out errorCode);
    }

    /// <summary>In place of <c>Socket.SendTo(byte[], EndPoint)</c>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.SendTo))]
    public static int SendTo(Socket socket, byte[] buffer, EndPoint remoteEP)
    {
        StoppableSocket.AwaitRoom(socket);
        return socket.SendTo(buffer, remoteEP);
    }

    /// <summary>In place of <c>Socket.SendTo(byte[], SocketFlags, EndPoint)</c>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.SendTo))]
    public static int SendTo(Socket socket, byte[] buffer, SocketFlags socketFlags, EndPoint remoteEP)
    {
        StoppableSocket.AwaitRoom(socket);
        return socket.SendTo(buffer, socketFlags, remoteEP);
    }

    /// <summary>In place of <c>Socket.SendTo(byte[], int, SocketFlags, EndPoint)</c>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.SendTo))]
    public static int SendTo(Socket socket, byte[] buffer, int size, SocketFlags socketFlags, EndPoint remoteEP)
    {
        StoppableSocket.AwaitRoom(socket);
        return socket.SendTo(buffer, size, socketFlags, remoteEP);
    }

    /// <summary>In place of <c>Socket.SendTo(byte[], int, int, SocketFlags, EndPoint)</c>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.SendTo))]
    public static int SendTo(
        Socket socket, byte[] buffer, int offset, int size, SocketFlags socketFlags, EndPoint remoteEP)
    {
        StoppableSocket.AwaitRoom(socket);
        return socket.SendTo(buffer, offset, size, socketFlags, remoteEP);
    }

    /// <summary>In place of <c>Socket.SendTo(ReadOnlySpan{byte}, EndPoint)</c>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.SendTo))]
    public static int SendTo(Socket socket, ReadOnlySpan<byte> buffer, EndPoint remoteEP)
    {
        StoppableSocket.AwaitRoom(socket);
        return socket.SendTo(buffer, remoteEP);
    }

    /// <summary>In place of <c>Socket.SendTo(ReadOnlySpan{byte}, SocketFlags, EndPoint)</c>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.SendTo))]
    public static int SendTo(Socket socket, ReadOnlySpan<byte> buffer, SocketFlags socketFlags, EndPoint remoteEP)
    {
        StoppableSocket.AwaitRoom(socket);
        return socket.SendTo(buffer, socketFlags, remoteEP);
    }

    /// <summary>In place of <c>Socket.SendTo(ReadOnlySpan{byte}, SocketFlags, SocketAddress)</c>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.SendTo))]
    public static int SendTo(
        Socket socket, ReadOnlySpan<byte> buffer, SocketFlags socketFlags, SocketAddress socketAddress)
    {
        StoppableSocket.AwaitRoom(socket);
        return socket.SendTo(buffer, socketFlags, socketAddress);
    }
}
