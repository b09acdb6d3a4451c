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
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(60);

    public static async Task<int> RunAsync(string[] args)
    {
        if (SoakOptions.Parse(args) is not { } options)
        {
            return 2;
        }

        // What is abandoned would be left behind, and the finalizers of one worker are those of the whole process.
        string[] names =
        [
            .. options.Only ?? HostileCatalogue.Names.Where(static name => name != "FinalizerWait" && EndsInProcess(name)),
        ];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{names.Length} kinds of hostile workers, {options.AtOnce} at once, {options.Time.TotalMinutes:f1} min, seed {options.Seed}"));

        // What a kind needs once, such as the assemblies that it loads, is no leak.
        await EachOnceAsync(names, options);
        await SoakAsync(names, options with { Time = WarmUp }, new SoakTally());
        var before = await SettleAsync(static (last, now) => now.Handles >= last.Handles && now.HeapBytes >= last.HeapBytes);
        var openBefore = Descriptors.Take();

        var tally = new SoakTally();
        await SoakAsync(names, options, tally);
        var after = await SettleAsync((_, now) => now.More(before, tally.Starts).Count == 0);

        tally.Print();
        Print(before, after);
        var left = after.More(before, tally.Starts);
        foreach (var sentence in left)
        {
            Console.WriteLine($"LEFT BEHIND: {sentence}");
        }

        if (left.Count > 0)
        {
            foreach (var sentence in Descriptors.More(openBefore, Descriptors.Take()))
            {
                Console.WriteLine($"  {sentence}");
            }
        }

        var passed = tally.IsComplete && left.Count == 0;
        Console.WriteLine(passed ? "Nothing is left behind, and every worker is accounted for." : "FAILED");
        return passed ? 0 : 1;
    }

    private static bool EndsInProcess(string name)
    {
        using var worker = HostileCatalogue.Create(name);
        return worker.EndsInProcess;
    }

    private static async Task EachOnceAsync(string[] names, SoakOptions options)
    {
        foreach (var name in names)
        {
            await SoakRun.OfAsync(name, new Random(options.Seed), new SoakTally());
        }
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

    /// <summary>
    /// Looks until it is <paramref name="settled"/>, given the last look and this one: idle threads of the pool end after some
    /// time, and what they hold with them.
    /// </summary>
    private static async Task<Footprint> SettleAsync(Func<Footprint, Footprint, bool> settled)
    {
        var started = Stopwatch.GetTimestamp();
        var now = Footprint.Take();
        while (Stopwatch.GetElapsedTime(started) < SettleTime)
        {
            await Task.Delay(1000);
            var last = now;
            now = Footprint.Take();
            if (settled(last, now))
            {
                break;
            }
        }

        return now;
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
