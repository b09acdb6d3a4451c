using System.Diagnostics;
using System.Globalization;
using Estop.Testing;

namespace Estop.Benchmarks.Soak;

/// <summary>
/// The whole zoo at once: hostile workers are started, paused, resumed, looked at and stopped at random moments, for a given
/// time. Then the process is to hold what it held before.
/// </summary>
internal static class SoakBenchmark
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(string[] args)
    {
        if (SoakOptions.Parse(args) is not { } options)
        {
            return 2;
        }

        // What is abandoned would be left behind, and the finalizers of one worker are those of the whole process.
        string[] names = [.. HostileCatalogue.Names.Where(name => name != "FinalizerWait" && EndsInProcess(name))];
        Console.WriteLine(
            $"{names.Length} kinds of hostile workers, {options.AtOnce} at once, {options.Time.TotalMinutes:f1} min, seed {options.Seed}");
        var tally = new SoakTally();
        await SoakAsync(names, options with { Time = WarmUp }, new SoakTally());
        var before = Footprint.Take();
        await SoakAsync(names, options, tally);
        var after = await SettleAsync(before, tally.Stops);

        tally.Print();
        Print(before, after);
        foreach (var left in after.More(before, tally.Stops))
        {
            Console.WriteLine($"LEFT BEHIND: {left}");
        }

        var passed = tally.Unaccounted == 0 && after.More(before, tally.Stops).Count == 0;
        Console.WriteLine(passed ? "Nothing is left behind, and every worker is accounted for." : "FAILED");
        return passed ? 0 : 1;
    }

    private static bool EndsInProcess(string name)
    {
        using var worker = HostileCatalogue.Create(name);
        return worker.EndsInProcess;
    }

    private static async Task SoakAsync(string[] names, SoakOptions options, SoakTally tally)
    {
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, options.AtOnce).Select(lane => Task.Run(async () =>
        {
            var random = new Random(unchecked((options.Seed * 397) ^ lane));
            while (Stopwatch.GetElapsedTime(started) < options.Time)
            {
                await SoakRun.OfAsync(names[random.Next(names.Length)], random, tally);
            }
        })));
    }

    private static async Task<Footprint> SettleAsync(Footprint before, int stops)
    {
        var footprint = Footprint.Take();
        for (var i = 0; i < 30 && footprint.More(before, stops).Count > 0; i++)
        {
            await Task.Delay(500);
            footprint = Footprint.Take();
        }

        return footprint;
    }

    private static void Print(Footprint before, Footprint after)
    {
        Console.WriteLine();
        Console.WriteLine("| | before | after |");
        Console.WriteLine("| --- | ---: | ---: |");
        Row("threads beside the pool's", before.Threads, after.Threads);
        Row("handles", before.Handles, after.Handles);
        Row("timers", before.Timers, after.Timers);
        Row("heap, KB", before.HeapBytes / 1000, after.HeapBytes / 1000);
        Row("resident, KB", before.ResidentBytes / 1000, after.ResidentBytes / 1000);

        static void Row(string what, long before, long after) =>
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {before:N0} | {after:N0} |"));
    }
}
