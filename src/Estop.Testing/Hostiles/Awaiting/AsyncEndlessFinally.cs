namespace Estop.Testing;

internal sealed class AsyncEndlessFinally : HostileTask
{
    public override string Hostility => "Awaits without end in its cleanup";

    protected override async Task RunAsync()
    {
        try
        {
            Arrive();
            await Task.Delay(1000);
        }
        finally
        {
            while (!Released)
            {
                await Task.Delay(1000);
            }
        }
    }
}
