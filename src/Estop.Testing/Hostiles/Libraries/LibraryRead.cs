using System.Net.Sockets;

namespace Estop.Testing;

internal sealed class LibraryRead : HostileThread
{
    public override string Hostility => "Gives its socket to a library that is not woven, which reads from it";

    private readonly SilentPeer _peer = new();

    protected override void Run()
    {
        using var client = new TcpClient();
        client.Connect(_peer.Address);
        Arrive();
        _ = UnwovenLibrary.Read(client.GetStream());
    }

    protected override void GiveBack() => _peer.Dispose();
}
