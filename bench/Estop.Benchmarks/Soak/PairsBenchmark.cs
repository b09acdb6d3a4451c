using System.Diagnostics;
using System.Globalization;
using Estop.Benchmarks.Workers;
using Estop.Testing;

namespace Estop.Benchmarks.Soak;

/// <summary>Very many starts, each with its stop, of workers of several kinds. The process is to hold what it held before.</summary>
internal static class PairsBenchmark
{
    private const int AtOnce = 4;

    public static async Task<int> RunAsync(string[] args)
    {
        var count = 1_000_000;
        if (args.Length > 0 && (!int.TryParse(args[0], CultureInfo.InvariantCulture, out count) || count < 1))
        {
            Console.Error.WriteLine($"COUNT must be a whole number of at least 1; got '{args[0]}'.");
            return 2;
        }

        await PairsAsync(Math.Min(count, 20_000));
        var before = Footprint.Take();
        var started = Stopwatch.GetTimestamp();
        for (var part = 1; part <= 10; part++)
        {
            await PairsAsync(count / 10);
            var now = Footprint.Take();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{part * (count / 10):N0} pairs, {Stopwatch.GetElapsedTime(started).TotalSeconds:f0} s: threads {now.Threads}, handles {now.Handles}, timers {now.Timers}, heap {now.HeapBytes / 1000:N0} KB, resident {now.ResidentBytes / 1000:N0} KB"));
        }

        // Not a byte for each run: a million of them would hide a leak.
        var more = Footprint.Take().More(before, runs: 0);
        foreach (var left in more)
        {
            Console.WriteLine($"LEFT BEHIND: {left}");
        }

        return more.Count == 0 ? 0 : 1;
    }

    private static Task PairsAsync(int count) => Parallel.ForAsync(
        0,
        count,
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
        static async (i, _) =>
        {
            var scope = (i % 6) switch
            {
                0 => StopScope.StartThread(static () => Unaware.Sleep(static () => { })),
                1 => StopScope.StartThread(static () => Unaware.Spin(static () => { })),
                2 => StopScope.StartTask(static async () => await Task.Run(static () => Unaware.Sleep(static () => { }))),
                _ => StopScope.StartTask(static () => Unaware.Await(static () => { })),
            };
            if (i % 3 == 0)
            {
                await Task.Yield();
            }

            Latency.Stopped.Demand(await scope.StopAsync());
        });
}
