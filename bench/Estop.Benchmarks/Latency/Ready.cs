namespace Estop.Benchmarks.Latency;

/// <summary>Tells when a worker is where it is to be stopped: it has said so, and then had time to get into its wait.</summary>
internal sealed class Ready
{
    private readonly SemaphoreSlim _said = new(0);

    public void Say() => _said.Release();

    public void Await()
    {
        _said.Wait();
        Thread.Sleep(2);
    }
}
