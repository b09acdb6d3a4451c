using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Estop.Workers;

/// <summary>The workers there are, in memory.</summary>
internal sealed class WorkerRegistry
{
    private readonly ConcurrentDictionary<string, ManagedWorker> _workers = new(StringComparer.Ordinal);

    private volatile bool _closed;

    public IEnumerable<ManagedWorker> All => _workers.Values;

    /// <summary>Whether runs are started no more.</summary>
    public bool IsClosed => _closed;

    public void Close() => _closed = true;

    public bool TryAdd(ManagedWorker worker) => _workers.TryAdd(worker.Id, worker);

    public bool TryGet(string id, [NotNullWhen(true)] out ManagedWorker? worker) => _workers.TryGetValue(id, out worker);

    /// <summary>Removes this worker, but never a later one of the same id.</summary>
    public void Remove(ManagedWorker worker) => _workers.TryRemove(KeyValuePair.Create(worker.Id, worker));
}
