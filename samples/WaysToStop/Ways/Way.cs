namespace Sample;

/// <summary>One answer to the question how a thread is stopped.</summary>
internal abstract class Way
{
    /// <summary>What is done, in a few words.</summary>
    public abstract string Idea { get; }

    /// <summary>What the loops of the worker look at, where the way asks that of its author.</summary>
    public virtual bool IsAsked => false;

    /// <summary>The thread that the worker runs on.</summary>
    protected Thread Thread { get; set; } = null!;

    /// <summary>What the worker calls to sleep.</summary>
    public virtual void Sleep(int milliseconds) => Thread.Sleep(milliseconds);

    public virtual void Start(StoryWorker worker, Place place)
    {
        Thread = new Thread(worker.Run) { IsBackground = true };
        Thread.Start();
        worker.InPlace.Wait();
    }

    public abstract void Stop();

    /// <summary>Whether the worker has ended, within the time.</summary>
    public virtual bool AwaitEnd(TimeSpan time) => Thread.Join(time);

    public virtual bool HasCleanedUp(StoryWorker worker) => worker.HasCleanedUp;
}
