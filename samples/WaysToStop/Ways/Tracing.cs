namespace Sample;

/// <summary>
/// Every line looks whether it is to go on, as a tracing hook makes it, and throws if not. It costs on every line, and in a sleep
/// or a read there are no lines. A weaver puts the looks where they are needed, and into the waits as well.
/// </summary>
internal sealed class Tracing : Way
{
    private volatile bool _stop;

    public override string Idea => "tracing: a look at every line, which throws";

    public override bool IsAsked => _stop ? throw new OperationCanceledException() : false;

    public override void Start(StoryWorker worker, Place place)
    {
        Thread = new Thread(() =>
        {
            try
            {
                worker.Run();
            }
            catch (OperationCanceledException)
            {
                // The end of the thread.
            }
        })
        { IsBackground = true };
        Thread.Start();
        worker.InPlace.Wait();
    }

    public override void Stop() => _stop = true;
}
