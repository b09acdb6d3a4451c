using System.Net;
using System.Net.Sockets;

namespace Estop.Testing;

/// <summary>A peer that lets everybody connect, and never says a word.</summary>
[Unstoppable("Is read from, and does nothing itself.")]
internal sealed class SilentPeer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    // The system completes connections while they wait to be accepted.
    public SilentPeer() => _listener.Start(backlog: 100);

    public IPEndPoint Address => (IPEndPoint)_listener.LocalEndpoint;

    public void Dispose() => _listener.Dispose();
}
