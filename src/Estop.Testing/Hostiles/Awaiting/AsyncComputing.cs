namespace Estop.Testing;

internal sealed class AsyncComputing : HostileTask
{
    public override string Hostility => "Computes without end between two awaits, on a thread of the pool";

    private ulong _sum;

    protected override async Task RunAsync()
    {
        await Task.Yield();
        Arrive();
        while (!Released)
        {
            _sum++;
        }
    }
}
