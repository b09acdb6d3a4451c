namespace Estop.Testing;

internal sealed class FireAndForget : HostileTask
{
    public override string Hostility => "Goes on in tasks that nobody awaits when its body has long returned";

    protected override Task RunAsync()
    {
        _ = Task.Run(GoAsync);
        return Task.CompletedTask;
    }

    private async Task GoAsync()
    {
        await Task.Delay(10);
        Arrive();
        if (!Released)
        {
            _ = Task.Run(GoAsync);
        }
    }
}
