namespace Estop.Testing;

internal sealed class SwallowCancellations : HostileThread
{
    public override string Hostility => "Takes a cancellation for one of somebody else, and goes on";

    protected override void Run()
    {
        while (!Released)
        {
            try
            {
                Arrive();
                Task.Delay(1000).GetAwaiter().GetResult();
            }
            catch (OperationCanceledException)
            {
            }
        }
    }
}
