using System.Net.Sockets;

namespace Estop.Testing;

internal sealed class SocketRead : HostileThread
{
    public override string Hostility => "Blocks in a read from a device that never answers";

    private readonly SilentPeer _peer = new();

    protected override void Run()
    {
        using var client = new TcpClient();
        client.Connect(_peer.Address);
        var answer = new byte[64];
        Arrive();
        _ = client.GetStream().Read(answer, 0, answer.Length);
    }

    protected override void GiveBack() => _peer.Dispose();
}
