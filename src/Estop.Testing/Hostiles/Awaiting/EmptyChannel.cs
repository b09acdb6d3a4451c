using System.Threading.Channels;

namespace Estop.Testing;

internal sealed class EmptyChannel : HostileTask
{
    public override string Hostility => "Reads a channel that nobody writes to";

    private readonly Channel<int> _channel = Channel.CreateUnbounded<int>();

    protected override async Task RunAsync()
    {
        Arrive();
        await foreach (var item in _channel.Reader.ReadAllAsync())
        {
            _ = item;
        }
    }

    protected override void GiveBack() => _channel.Writer.TryComplete();
}
