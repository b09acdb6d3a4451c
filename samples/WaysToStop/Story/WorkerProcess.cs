namespace Sample;

/// <summary>The worker as a process of its own: it says when it is in place, and whether it has cleaned up.</summary>
internal static class WorkerProcess
{
    public const string InPlace = "in place";
    public const string CleanedUp = "cleaned up";

    public static int Run(Place place)
    {
        var worker = new StoryWorker(new NothingAtAll(), place);
        new Thread(() =>
        {
            worker.InPlace.Wait();
            Console.WriteLine(InPlace);
        })
        { IsBackground = true }.Start();
        try
        {
            worker.Run();
        }
        finally
        {
            Console.WriteLine(CleanedUp);
        }

        return 0;
    }

    private sealed class NothingAtAll : Way
    {
        public override string Idea => "nothing";

        public override void Stop()
        {
        }
    }
}
