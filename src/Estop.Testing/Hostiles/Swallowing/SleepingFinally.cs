namespace Estop.Testing;

internal sealed class SleepingFinally : HostileThread
{
    public override string Hostility => "Sleeps in its cleanup, in a loop, for as long as there is time";

    protected override void Run()
    {
        try
        {
            Arrive();
            Thread.Sleep(1000);
        }
        finally
        {
            while (!Released)
            {
                Thread.Sleep(1000);
            }
        }
    }
}
