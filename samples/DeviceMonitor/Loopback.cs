using System.Net;
using System.Net.Sockets;

namespace Sample;

/// <summary>Addresses that only this machine can reach.</summary>
internal static class Loopback
{
    /// <summary>An HTTP address on the preferred port, or on another one if that is taken.</summary>
    public static string Address(int preferredPort)
    {
        using var listener = Listen(preferredPort);
        return $"http://{listener.LocalEndpoint}";
    }

    /// <summary>Listens on the preferred port, or on another one if that is taken.</summary>
    public static TcpListener Listen(int preferredPort)
    {
        try
        {
            return Start(preferredPort);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return Start(0);
        }
    }

    private static TcpListener Start(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        return listener;
    }
}
