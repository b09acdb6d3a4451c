using System.Net.Sockets;

namespace Estop.Testing;

internal sealed class AsyncSocketRead : HostileTask
{
    public override string Hostility => "Awaits a read from a device that never answers";

    private readonly SilentPeer _peer = new();

    protected override async Task RunAsync()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_peer.Address);
        Arrive();
        _ = await client.GetStream().ReadAsync(new byte[64]);
    }

    protected override void GiveBack() => _peer.Dispose();
}
