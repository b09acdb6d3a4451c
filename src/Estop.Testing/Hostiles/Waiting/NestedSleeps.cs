namespace Estop.Testing;

internal sealed class NestedSleeps : HostileThread
{
    public override string Hostility => "Sleeps for seconds in nested loops, as whoever watches a device does";

    protected override void Run()
    {
        while (!Released)
        {
            for (var i = 0; i < 30 && !Released; i++)
            {
                Arrive();
                Thread.Sleep(5000);
            }
        }
    }
}
