using System.Net;
using System.Net.Sockets;

namespace Estop.Testing;

internal sealed class UdpReceive : HostileThread
{
    public override string Hostility => "Blocks until a datagram comes, and none does";

    private UdpClient? _client;

    protected override void Run()
    {
        using var client = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        _client = client;
        var sender = new IPEndPoint(IPAddress.Any, 0);
        Arrive();
        _ = client.Receive(ref sender);
    }

    protected override void GiveBack() => _client?.Dispose();
}
