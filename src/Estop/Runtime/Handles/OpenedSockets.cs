using System.Net;
using System.Net.Sockets;

namespace Estop.Runtime;

/// <summary>Sockets, and the clients and listeners built on them, that code of a scope opens: they are the scope's.</summary>
public static class OpenedSockets
{
    /// <summary>In place of <c>Socket(SocketType, ProtocolType)</c>.</summary>
    [ReplacesCall(typeof(Socket), ".ctor")]
    public static Socket NewSocket(SocketType socketType, ProtocolType protocolType) =>
        Opened(new Socket(socketType, protocolType));

    /// <summary>In place of <c>Socket(AddressFamily, SocketType, ProtocolType)</c>.</summary>
    [ReplacesCall(typeof(Socket), ".ctor")]
    public static Socket NewSocket(AddressFamily addressFamily, SocketType socketType, ProtocolType protocolType) =>
        Opened(new Socket(addressFamily, socketType, protocolType));

    /// <summary>In place of <c>Socket(SafeSocketHandle)</c>.</summary>
    [ReplacesCall(typeof(Socket), ".ctor")]
    public static Socket NewSocket(SafeSocketHandle handle) => Opened(new Socket(handle));

    /// <summary>In place of <c>TcpClient()</c>.</summary>
    [ReplacesCall(typeof(TcpClient), ".ctor")]
    public static TcpClient NewTcpClient() => Opened(new TcpClient());

    /// <summary>In place of <c>TcpClient(AddressFamily)</c>.</summary>
    [ReplacesCall(typeof(TcpClient), ".ctor")]
    public static TcpClient NewTcpClient(AddressFamily family) => Opened(new TcpClient(family));

    /// <summary>In place of <c>TcpClient(IPEndPoint)</c>.</summary>
    [ReplacesCall(typeof(TcpClient), ".ctor")]
    public static TcpClient NewTcpClient(IPEndPoint localEP) => Opened(new TcpClient(localEP));

    /// <summary>In place of <c>UdpClient()</c>.</summary>
    [ReplacesCall(typeof(UdpClient), ".ctor")]
    public static UdpClient NewUdpClient() => Opened(new UdpClient());

    /// <summary>In place of <c>UdpClient(AddressFamily)</c>.</summary>
    [ReplacesCall(typeof(UdpClient), ".ctor")]
    public static UdpClient NewUdpClient(AddressFamily family) => Opened(new UdpClient(family));

    /// <summary>In place of <c>UdpClient(int)</c>.</summary>
    [ReplacesCall(typeof(UdpClient), ".ctor")]
    public static UdpClient NewUdpClient(int port) => Opened(new UdpClient(port));

    /// <summary>In place of <c>UdpClient(int, AddressFamily)</c>.</summary>
    [ReplacesCall(typeof(UdpClient), ".ctor")]
    public static UdpClient NewUdpClient(int port, AddressFamily family) => Opened(new UdpClient(port, family));

    /// <summary>In place of <c>UdpClient(IPEndPoint)</c>.</summary>
    [ReplacesCall(typeof(UdpClient), ".ctor")]
    public static UdpClient NewUdpClient(IPEndPoint localEP) => Opened(new UdpClient(localEP));

    /// <summary>In place of <c>UdpClient(string, int)</c>.</summary>
    [ReplacesCall(typeof(UdpClient), ".ctor")]
    public static UdpClient NewUdpClient(string hostname, int port) => Opened(new UdpClient(hostname, port));

    /// <summary>In place of <c>TcpListener(IPAddress, int)</c>.</summary>
    [ReplacesCall(typeof(TcpListener), ".ctor")]
    public static TcpListener NewTcpListener(IPAddress localaddr, int port) => Opened(new TcpListener(localaddr, port));

    /// <summary>In place of <c>TcpListener(IPEndPoint)</c>.</summary>
    [ReplacesCall(typeof(TcpListener), ".ctor")]
    public static TcpListener NewTcpListener(IPEndPoint localEP) => Opened(new TcpListener(localEP));

    /// <summary>Makes the handle the scope's, if there is one.</summary>
    internal static T Opened<T>(T handle)
        where T : class, IDisposable =>
        Ambient.Scope?.Own(handle) ?? handle;
}
