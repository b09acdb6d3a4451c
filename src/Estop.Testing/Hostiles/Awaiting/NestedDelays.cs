namespace Estop.Testing;

internal sealed class NestedDelays : HostileTask
{
    public override string Hostility => "Awaits delays of seconds in nested loops";

    protected override async Task RunAsync()
    {
        while (!Released)
        {
            for (var i = 0; i < 30 && !Released; i++)
            {
                Arrive();
                await Task.Delay(1000);
            }
        }
    }
}
