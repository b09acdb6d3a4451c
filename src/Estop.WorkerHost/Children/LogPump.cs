using System.Collections.Concurrent;

namespace Estop.WorkerHost;

/// <summary>
/// Hands what children log to the service's loggers, on a thread of its own: a logger may block, and nothing that stops a run may
/// wait for it. What comes too fast is dropped and counted.
/// </summary>
internal sealed class LogPump : IDisposable
{
    private readonly BlockingCollection<Action> _entries = new(boundedCapacity: 10_000);
    private long _dropped;

    public long Dropped => Interlocked.Read(ref _dropped);

    public void Start() => new Thread(Loop) { IsBackground = true, Name = "estop-child-logs" }.Start();

    public void Add(Action entry)
    {
        if (_entries.IsAddingCompleted || !_entries.TryAdd(entry))
        {
            Interlocked.Increment(ref _dropped);
        }
    }

    public void Dispose() => _entries.CompleteAdding();

    private void Loop()
    {
        foreach (var entry in _entries.GetConsumingEnumerable())
        {
            try
            {
                entry();
            }
            catch (Exception)
            {
                // A logger that throws has nobody to tell.
                Interlocked.Increment(ref _dropped);
            }
        }
    }
}
