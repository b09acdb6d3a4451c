namespace Estop.Testing;

internal sealed class AsyncSwallowAll : HostileTask
{
    public override string Hostility => "Catches whatever its awaits throw, and goes on";

    protected override async Task RunAsync()
    {
        while (!Released)
        {
            try
            {
                Arrive();
                await Task.Delay(1000);
            }
            catch
            {
            }
        }
    }
}
