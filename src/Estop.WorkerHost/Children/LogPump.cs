using System.Collections.Concurrent;
using Estop.Workers;

namespace Estop.WorkerHost;

/// <summary>
/// Hands what children log to the service's loggers, on a thread of its own: a logger may block, and nothing that stops a run may
/// wait for it. What comes too fast is dropped and counted.
/// </summary>
internal sealed class LogPump(Action<long> dropped) : IDisposable
{
    private readonly BlockingCollection<Action> _entries = new(boundedCapacity: 10_000);
    private long _dropped;

    public void Start() => new Thread(Loop) { IsBackground = true, Name = "estop-child-logs" }.Start();

    public void Add(Action entry)
    {
        try
        {
            if (!_entries.TryAdd(entry))
            {
                Interlocked.Increment(ref _dropped);
            }
        }
        catch (InvalidOperationException)
        {
            // The service has ended.
        }
    }

    public void Dispose() => _entries.CompleteAdding();

    private void Loop()
    {
        foreach (var entry in _entries.GetConsumingEnumerable())
        {
            Harmless.Run(entry);
            if (_entries.Count == 0 && Interlocked.Exchange(ref _dropped, 0) is > 0 and var count)
            {
                Harmless.Run(() => dropped(count));
            }
        }
    }
}
