using System.Net;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;

namespace Estop.Runtime;

/// <summary>Blocking connects, which take minutes where nobody answers.</summary>
public static class SocketConnect
{
    /// <summary>In place of <see cref="Socket.Connect(EndPoint)"/>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.Connect))]
    public static void Connect(Socket socket, EndPoint remoteEP)
    {
        if (!socket.Blocking || remoteEP is not IPEndPoint || ScopeThread.InOwnScope() is not { } thread)
        {
            socket.Connect(remoteEP);
            return;
        }

        socket.Blocking = false;
        try
        {
            socket.Connect(remoteEP);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.WouldBlock)
        {
            SocketReadiness.Wait(thread, socket, SelectMode.SelectWrite, Timeout.Infinite);
            var error = (SocketError)(int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)!;
            if (error != SocketError.Success || !socket.Connected)
            {
                throw new SocketException((int)error);
            }
        }
        finally
        {
            socket.Blocking = true;
        }
    }

    /// <summary>In place of <see cref="Socket.Connect(IPAddress, int)"/>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.Connect))]
    public static void Connect(Socket socket, IPAddress address, int port) =>
        Connect(socket, new IPEndPoint(address, port));

    /// <summary>In place of <see cref="Socket.Connect(string, int)"/>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.Connect))]
    public static void Connect(Socket socket, string host, int port)
    {
        if (ScopeThread.InOwnScope() is null)
        {
            socket.Connect(host, port);
            return;
        }

        Connect(socket, IPAddress.TryParse(host, out var literal) ? [literal] : NameLookups.GetHostAddresses(host), port);
    }

    /// <summary>In place of <see cref="Socket.Connect(IPAddress[], int)"/>.</summary>
    [ReplacesCall(typeof(Socket), nameof(Socket.Connect))]
    public static void Connect(Socket socket, IPAddress[] addresses, int port)
    {
        if (addresses is not { Length: > 0 } || ScopeThread.InOwnScope() is null)
        {
            socket.Connect(addresses!, port);
            return;
        }

        ExceptionDispatchInfo? last = null;
        foreach (var address in addresses.Where(address => IsReachable(socket, address)))
        {
            try
            {
                Connect(socket, address, port);
                return;
            }
            catch (SocketException exception)
            {
                last = ExceptionDispatchInfo.Capture(exception);
            }
        }

        last?.Throw();
        throw new SocketException((int)SocketError.HostNotFound);
    }

    /// <summary>In place of <see cref="TcpClient.Connect(IPEndPoint)"/>.</summary>
    [ReplacesCall(typeof(TcpClient), nameof(TcpClient.Connect))]
    public static void Connect(TcpClient client, IPEndPoint remoteEP) => Connect(client.Client, remoteEP);

    /// <summary>In place of <see cref="TcpClient.Connect(IPAddress, int)"/>.</summary>
    [ReplacesCall(typeof(TcpClient), nameof(TcpClient.Connect))]
    public static void Connect(TcpClient client, IPAddress address, int port) => Connect(client.Client, address, port);

    /// <summary>In place of <see cref="TcpClient.Connect(string, int)"/>.</summary>
    [ReplacesCall(typeof(TcpClient), nameof(TcpClient.Connect))]
    public static void Connect(TcpClient client, string hostname, int port) => Connect(client.Client, hostname, port);

    /// <summary>In place of <see cref="TcpClient.Connect(IPAddress[], int)"/>.</summary>
    [ReplacesCall(typeof(TcpClient), nameof(TcpClient.Connect))]
    public static void Connect(TcpClient client, IPAddress[] ipAddresses, int port) =>
        Connect(client.Client, ipAddresses, port);

    /// <summary>In place of <see cref="TcpClient(string, int)"/>, which connects.</summary>
    [ReplacesCall(typeof(TcpClient), ".ctor")]
    public static TcpClient NewTcpClient(string hostname, int port)
    {
        var client = OpenedSockets.Opened(new TcpClient());
        try
        {
            Connect(client, hostname, port);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private static bool IsReachable(Socket socket, IPAddress address) =>
        address.AddressFamily == socket.AddressFamily ||
        (socket.AddressFamily == AddressFamily.InterNetworkV6 && socket.DualMode);
}
