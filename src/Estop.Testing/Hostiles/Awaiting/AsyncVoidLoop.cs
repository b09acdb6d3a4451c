namespace Estop.Testing;

internal sealed class AsyncVoidLoop : HostileTask
{
    public override string Hostility => "Goes on in an async void method when its body has long returned";

    protected override Task RunAsync()
    {
        Go();
        return Task.CompletedTask;
    }

    private async void Go()
    {
        while (!Released)
        {
            await Task.Delay(10);
            Arrive();
        }
    }
}
