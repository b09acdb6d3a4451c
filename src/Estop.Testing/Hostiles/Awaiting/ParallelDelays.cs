namespace Estop.Testing;

internal sealed class ParallelDelays : HostileTask
{
    public override string Hostility => "Awaits a loop over many that sleep";

    protected override async Task RunAsync()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, int.MaxValue), async (i, token) =>
        {
            _ = i;
            Arrive();
            await Task.Delay(Released ? 0 : 1000, CancellationToken.None);
            ObjectDisposedException.ThrowIf(Released, this);
        });
    }
}
