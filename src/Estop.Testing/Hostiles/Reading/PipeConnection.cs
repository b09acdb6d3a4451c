using System.IO.Pipes;

namespace Estop.Testing;

internal sealed class PipeConnection : HostileThread
{
    public override string Hostility => "Blocks until somebody connects to its named pipe, and nobody does";

    private readonly string _name = $"estop-{Guid.NewGuid():n}";

    protected override void Run()
    {
        using var server = new NamedPipeServerStream(_name);
        Arrive();
        server.WaitForConnection();
    }

    protected override void GiveBack()
    {
        try
        {
            using var client = new NamedPipeClientStream(_name);
            client.Connect(0);
        }
        catch (Exception exception) when (exception is TimeoutException or IOException)
        {
            // It has come out already.
        }
    }
}
