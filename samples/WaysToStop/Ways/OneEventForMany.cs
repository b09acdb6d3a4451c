namespace Sample;

/// <summary>One event for all workers: it stops all of them or none, and those in a read not at all.</summary>
internal sealed class OneEventForMany : Way
{
    private readonly ManualResetEventSlim _stop = new();
    private readonly List<Thread> _others = [];

    public override string Idea => "one event for many threads (all of them stop)";

    public override bool IsAsked => _stop.IsSet;

    public override void Sleep(int milliseconds) => _stop.Wait(milliseconds);

    public override void Start(StoryWorker worker, Place place)
    {
        for (var i = 0; i < 2; i++)
        {
            _others.Add(new Thread(new StoryWorker(this, Place.Sleeping).Run) { IsBackground = true });
        }

        _others.ForEach(thread => thread.Start());
        base.Start(worker, place);
    }

    public override void Stop() => _stop.Set();
}
