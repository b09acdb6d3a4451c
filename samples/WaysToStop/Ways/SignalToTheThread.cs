namespace Sample;

/// <summary>SIGTERM to the id of the thread: a signal goes to a thread, and what it does to the process it does to all.</summary>
internal sealed class SignalToTheThread : Way
{
    private const int Terminate = 15;

    private int _thread;

    public override string Idea => "SIGTERM to the thread id";

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

    public override void Stop() => _ = Libc.Signal(Environment.ProcessId, _thread, Terminate);
}
