namespace Estop.Workers.Tests.Restarts;

/// <summary>Fails in its first run, and takes its time to dispose.</summary>
internal sealed class FailingWorker(SlowDisposal disposal) : Worker<NoInput>, IDisposable
{
    public void Dispose()
    {
        disposal.Begun.Set();
        disposal.Released.Wait();
    }

    protected override void Run(NoInput input, WorkerContext context)
    {
        if (context.Run == 1)
        {
            throw new IOException("Failure.");
        }

        TestWork.SleepForEver();
    }
}
