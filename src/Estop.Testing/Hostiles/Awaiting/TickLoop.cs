namespace Estop.Testing;

internal sealed class TickLoop : HostileTask
{
    public override string Hostility => "Lives by the ticks of a periodic timer";

    protected override async Task RunAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (await timer.WaitForNextTickAsync() && !Released)
        {
            Arrive();
        }
    }
}
