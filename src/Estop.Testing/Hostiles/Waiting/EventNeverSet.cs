namespace Estop.Testing;

internal sealed class EventNeverSet : HostileThread
{
    public override string Hostility => "Waits for an event of the system that nobody sets";

    private readonly ManualResetEvent _event = new(false);

    protected override void Run()
    {
        Arrive();
        _event.WaitOne();
    }

    protected override void GiveBack() => _event.Set();
}
