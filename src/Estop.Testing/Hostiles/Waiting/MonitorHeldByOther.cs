namespace Estop.Testing;

internal sealed class MonitorHeldByOther : HostileThread
{
    public override string Hostility => "Waits for a monitor that somebody else holds";

    private readonly object _monitor = new();

    protected override void Run()
    {
        Arrive();
        lock (_monitor)
        {
        }
    }

    protected override void Prepare() => HoldElsewhere(() => Monitor.Enter(_monitor), () => Monitor.Exit(_monitor));
}
