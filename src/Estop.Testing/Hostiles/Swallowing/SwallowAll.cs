namespace Estop.Testing;

internal sealed class SwallowAll : HostileThread
{
    public override string Hostility => "Catches everything, and goes on";

    protected override void Run()
    {
        while (!Released)
        {
            try
            {
                Arrive();
                Thread.Sleep(1000);
            }
            catch
            {
            }
        }
    }
}
