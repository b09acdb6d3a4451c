namespace Sample;

/// <summary>The runtime's interrupt: it wakes managed waits, and nothing else.</summary>
internal sealed class Interrupt : Way
{
    public override string Idea => "`Thread.Interrupt`";

    public override void Start(StoryWorker worker, Place place)
    {
        Thread = new Thread(() =>
        {
            try
            {
                worker.Run();
            }
            catch (ThreadInterruptedException)
            {
                // It would end the process.
            }
        })
        { IsBackground = true };
        Thread.Start();
        worker.InPlace.Wait();
    }

    public override void Stop() => Thread.Interrupt();
}
