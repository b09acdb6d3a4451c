using System.Diagnostics;
using System.Globalization;

namespace Sample;

/// <summary>One way, tried on a worker that is in one place. In a process of its own: some ways end it.</summary>
internal static class Trial
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static int Run(Way way, Place place)
    {
        var worker = new StoryWorker(way, place);
        way.Start(worker, place);

        // So long that it is in its sleep or read, and no longer on its way there, however busy the machine is.
        Thread.Sleep(place == Place.Computing ? 50 : 1000);
        var asked = Stopwatch.GetTimestamp();
        way.Stop();
        var ended = way.AwaitEnd(Patience);
        var took = Stopwatch.GetElapsedTime(asked).TotalMilliseconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{(ended ? "stopped" : "runs")} {took:f1} {(way.HasCleanedUp(worker) ? "cleaned" : "dirty")}"));
        return 0;
    }
}
