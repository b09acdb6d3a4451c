namespace Estop.Testing;

internal sealed class SwallowInterrupts : HostileThread
{
    public override string Hostility => "Takes an interrupt for a reason to sleep on";

    protected override void Run()
    {
        while (!Released)
        {
            try
            {
                Arrive();
                Thread.Sleep(1000);
            }
            catch (ThreadInterruptedException)
            {
            }
        }
    }
}
