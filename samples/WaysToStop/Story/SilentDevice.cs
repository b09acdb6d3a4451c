using System.Net;
using System.Net.Sockets;

namespace Sample;

/// <summary>A device that lets everybody connect, and never answers.</summary>
internal sealed class SilentDevice
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public SilentDevice() => _listener.Start();

    public IPEndPoint Address => (IPEndPoint)_listener.LocalEndpoint;
}
