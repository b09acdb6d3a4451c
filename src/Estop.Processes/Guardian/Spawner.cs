using System.Collections.Concurrent;

namespace Estop.Processes;

/// <summary>
/// Starts processes on a thread of its own, which lives as long as the guardian: a child dies with the thread that started it,
/// and a program on a file system that hangs must not keep others from being killed. It also tells what was started from what was
/// adopted: those are children of the guardian's first thread.
/// </summary>
internal sealed class Spawner
{
    private readonly BlockingCollection<SpawnOrder> _orders = [];
    private readonly SpawnerPlace _place;
    private readonly Action<SpawnOrder, Tree?, SpawnException?> _done;
    private volatile bool _closed;
    private int _asked;
    private int _answered;

    /// <param name="place">Where it starts them.</param>
    /// <param name="done">Is called with each result, on the spawner's thread.</param>
    public Spawner(SpawnerPlace place, Action<SpawnOrder, Tree?, SpawnException?> done)
    {
        _place = place;
        _done = done;
        new Thread(Run) { Name = "Estop spawner", IsBackground = true }.Start();
    }

    /// <summary>Whether a process is being started whose number is not known yet.</summary>
    public bool IsBusy => Volatile.Read(ref _asked) != Volatile.Read(ref _answered);

    public void Start(SpawnOrder order) => _orders.Add(order);

    /// <summary>Starts nothing any more, once it is not busy.</summary>
    public void Close()
    {
        _closed = true;
        Interlocked.MemoryBarrier();
    }

    private void Run()
    {
        foreach (var order in _orders.GetConsumingEnumerable())
        {
            Interlocked.Increment(ref _asked);
            Tree? tree = null;
            SpawnException? refusal = null;
            try
            {
                if (_closed)
                {
                    throw new SpawnException("The guardian is ending.", 0);
                }

                tree = _place.Start(order);
            }
            catch (Exception exception)
            {
                refusal = exception as SpawnException ?? new SpawnException(exception.Message, 0);
            }
            finally
            {
                order.Dispose();
                Interlocked.Increment(ref _answered);
            }

            _done(order, tree, refusal);
        }
    }
}
