namespace Sample;

/// <summary>Signal 0 to the id of the thread: the system says whether there is such a thread, and does nothing.</summary>
internal sealed class EmptySignalToTheThread : Way
{
    private int _thread;

    public override string Idea => "signal 0 to the thread id";

    public override void Start(StoryWorker worker, Place place)
    {
        Thread = new Thread(() =>
        {
            _thread = Libc.ThreadId();
            worker.Run();
        })
        { IsBackground = true };
        Thread.Start();
        worker.InPlace.Wait();
    }

    public override void Stop() => _ = Libc.Signal(Environment.ProcessId, _thread, 0);
}
