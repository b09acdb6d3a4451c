namespace Estop.Testing;

internal sealed class MonitorNeverPulsed : HostileThread
{
    public override string Hostility => "Waits to be pulsed, and nobody pulses";

    private readonly object _monitor = new();

    protected override void Run()
    {
        Arrive();
        lock (_monitor)
        {
            while (!Released)
            {
                Monitor.Wait(_monitor);
            }
        }
    }
}
