using Estop.Testing;

namespace Estop.Benchmarks.Latency;

/// <summary>A hostile worker of the catalogue.</summary>
internal sealed class HostileSubject(string name) : ISubject
{
    private HostileWorker _worker = null!;
    private StopScope _scope = null!;

    public void Start()
    {
        _worker = HostileCatalogue.Create(name);
        _scope = _worker.Start();
        _worker.InPlace.Wait();
        Thread.Sleep(2);
    }

    public void Stop()
    {
        Stopped.Demand(_scope.StopAsync().GetAwaiter().GetResult());
        _worker.Dispose();
    }
}
