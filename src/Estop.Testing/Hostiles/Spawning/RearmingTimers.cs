namespace Estop.Testing;

internal sealed class RearmingTimers : HostileThread
{
    public override string Hostility => "Lives in timers that set themselves again";

    private readonly List<Timer> _timers = [];

    protected override void Run()
    {
        for (var i = 0; i < 4; i++)
        {
            Timer timer = null!;
            timer = new Timer(_ =>
            {
                Arrive();
                if (!Released)
                {
                    timer.Change(1, Timeout.Infinite);
                }
            });
            _timers.Add(timer);
            timer.Change(1, Timeout.Infinite);
        }

        Thread.Sleep(Timeout.Infinite);
    }
}
