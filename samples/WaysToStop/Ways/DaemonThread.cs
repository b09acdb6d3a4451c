namespace Sample;

/// <summary>
/// The worker is a background thread of a thread that calls it and then ends. Background threads end with their process, not
/// with their caller.
/// </summary>
internal sealed class DaemonThread : Way
{
    private readonly ManualResetEventSlim _stop = new();
    private Thread _caller = null!;

    public override string Idea => "a daemon thread under a caller thread, which ends";

    public override void Start(StoryWorker worker, Place place)
    {
        _caller = new Thread(() =>
        {
            Thread = new Thread(worker.Run) { IsBackground = true };
            Thread.Start();
            _stop.Wait();
        });
        _caller.Start();
        worker.InPlace.Wait();
    }

    public override void Stop()
    {
        _stop.Set();
        _caller.Join();
    }
}
