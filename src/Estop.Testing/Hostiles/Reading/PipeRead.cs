using System.IO.Pipes;

namespace Estop.Testing;

internal sealed class PipeRead : HostileThread
{
    public override string Hostility => "Blocks in a read from a pipe that nobody writes to";

    private readonly AnonymousPipeServerStream _writer = new(PipeDirection.Out);

    protected override void Run()
    {
        using var reader = new AnonymousPipeClientStream(PipeDirection.In, _writer.ClientSafePipeHandle);
        Arrive();
        _ = reader.ReadByte();
    }

    protected override void GiveBack() => _writer.Dispose();
}
