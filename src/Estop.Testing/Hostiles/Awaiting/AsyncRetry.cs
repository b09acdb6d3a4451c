namespace Estop.Testing;

internal sealed class AsyncRetry : HostileTask
{
    public override string Hostility => "Calls again what failed, and awaits in its handler";

    protected override async Task RunAsync()
    {
        while (!Released)
        {
            try
            {
                Arrive();
                await Task.Delay(200);
                throw new TimeoutException();
            }
            catch (Exception)
            {
                await Task.Delay(200);
            }
        }
    }
}
