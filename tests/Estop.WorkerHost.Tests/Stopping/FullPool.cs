namespace Estop.WorkerHost.Tests;

/// <summary>Keeps every thread of the pool busy, and the pool from making more, until it is disposed.</summary>
internal sealed class FullPool : IDisposable
{
    private const int Items = 300;

    private readonly ManualResetEventSlim _end = new();
    private readonly (int Worker, int Completion) _least;
    private readonly (int Worker, int Completion) _most;
    private volatile bool _hasRoom;
    private int _blocked;

    public FullPool()
    {
        ThreadPool.GetMinThreads(out _least.Worker, out _least.Completion);
        ThreadPool.GetMaxThreads(out _most.Worker, out _most.Completion);
        Assert.True(ThreadPool.SetMinThreads(Items, _least.Completion));
        Assert.True(ThreadPool.SetMaxThreads(Items, _most.Completion));

        // One or the other thread is in other work, such as this test: whatever comes free of that is blocked too.
        for (var item = 0; item < 2 * Items; item++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static pool => pool.Block(), this, preferLocal: false);
        }

        Phase.Until(() => Volatile.Read(ref _blocked) > Items / 2 && Volatile.Read(ref _blocked) >= ThreadPool.ThreadCount - 8, "the pool is full");
        ThreadPool.UnsafeQueueUserWorkItem(static pool => pool._hasRoom = true, this, preferLocal: false);
    }

    /// <summary>Whether something that was queued when it was full has been executed.</summary>
    public bool HasRoom => _hasRoom;

    public void Dispose()
    {
        _end.Set();
        Phase.Until(() => _hasRoom, "the pool gets on again");
        ThreadPool.SetMaxThreads(_most.Worker, _most.Completion);
        ThreadPool.SetMinThreads(_least.Worker, _least.Completion);
    }

    [Unstoppable("Stands for code of the service, which is not woven.")]
    private void Block()
    {
        Interlocked.Increment(ref _blocked);
        _end.Wait();
    }
}
