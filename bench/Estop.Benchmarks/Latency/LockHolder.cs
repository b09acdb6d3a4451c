namespace Estop.Benchmarks.Latency;

/// <summary>Holds a lock on a thread of its own, for as long as it lives.</summary>
internal sealed class LockHolder : IDisposable
{
    private readonly ManualResetEventSlim _release = new();
    private readonly Thread _thread;

    public LockHolder(object held)
    {
        using var holds = new ManualResetEventSlim();
        _thread = new Thread(() =>
        {
            lock (held)
            {
                holds.Set();
                _release.Wait();
            }
        });
        _thread.Start();
        holds.Wait();
    }

    public void Dispose()
    {
        _release.Set();
        _thread.Join();
        _release.Dispose();
    }
}
