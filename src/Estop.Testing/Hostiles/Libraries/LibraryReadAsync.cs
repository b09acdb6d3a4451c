using System.Net.Sockets;

namespace Estop.Testing;

internal sealed class LibraryReadAsync : HostileTask
{
    public override string Hostility => "Gives its socket to a library that is not woven, which awaits a read from it";

    private readonly SilentPeer _peer = new();

    protected override async Task RunAsync()
    {
        using var client = new TcpClient();
        client.Connect(_peer.Address);
        Arrive();
        _ = await UnwovenLibrary.ReadAsync(client.GetStream());
    }

    protected override void GiveBack() => _peer.Dispose();
}
