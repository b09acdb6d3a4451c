using System.Diagnostics;

namespace Sample;

/// <summary>
/// The worker returns when it finds that its time is over. It finds that where it looks, and nobody else can tell it so.
/// </summary>
internal sealed class EndsItself : Way
{
    private readonly Stopwatch _clock = new();

    public override string Idea => "the thread ending itself, when its time is over";

    public override bool IsAsked => _clock.Elapsed > TimeSpan.FromMilliseconds(300);

    public override void Start(StoryWorker worker, Place place)
    {
        base.Start(worker, place);
        _clock.Start();
    }

    public override void Stop()
    {
        // Nothing to do from outside: it is waited for.
    }
}
