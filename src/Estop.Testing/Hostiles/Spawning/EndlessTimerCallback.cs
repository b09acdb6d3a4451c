namespace Estop.Testing;

internal sealed class EndlessTimerCallback : HostileThread
{
    public override string Hostility => "Computes without end in a timer's callback";

    private ulong _sum;

    protected override void Run()
    {
        using var timer = new Timer(
            _ =>
            {
                Arrive();
                while (!Released)
                {
                    _sum++;
                }
            },
            null,
            1,
            Timeout.Infinite);
        Thread.Sleep(Timeout.Infinite);
    }
}
