using System.Net;
using System.Net.Sockets;

namespace Estop.Testing;

internal sealed class SocketAccept : HostileThread
{
    public override string Hostility => "Blocks until somebody connects, and nobody does";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    protected override void Run()
    {
        _listener.Start();
        Arrive();
        _listener.AcceptTcpClient().Dispose();
    }

    protected override void GiveBack() => _listener.Dispose();
}
