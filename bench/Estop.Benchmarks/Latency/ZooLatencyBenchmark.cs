using System.Globalization;
using Estop.Testing;

namespace Estop.Benchmarks.Latency;

/// <summary>
/// From the stop to the proof of death, of each hostile worker that a stop ends in its process; beside a worker written by hand
/// that does the same in the manner of cooperation: it computes, waits or awaits with a token. A thousand others are alive.
/// </summary>
internal static class ZooLatencyBenchmark
{
    private const int Others = 1000;

    private static readonly string[] Computes =
    [
        "AllocationStorm", "AsyncComputing", "CountedLoop", "EndlessJsonSequence", "EndlessParallelLoop", "EndlessParallelQuery",
        "EndlessRecursion", "ExceptionStorm", "InfiniteSequence", "LibraryCallback", "SortByComparison", "SpinLockWait", "SpinningLoop",
    ];

    public static int Run(string[] args)
    {
        var rounds = 50;
        if (args.Length > 0 && (!int.TryParse(args[0], CultureInfo.InvariantCulture, out rounds) || rounds is < 10 or > 10_000))
        {
            Console.Error.WriteLine($"ROUNDS must be a whole number from 10 to 10000; got '{args[0]}'.");
            return 2;
        }

        using var never = new SemaphoreSlim(0);
        (string Name, Latencies Zoo, Latencies ByHand)[] rows =
        [
            .. HostileCatalogue.Names.Where(IsMeasured).Select(name => (
                name,
                new Latencies(name, new HostileSubject(name)),
                new Latencies("by hand", Twin(name, never)))),
        ];
        var others = Enumerable.Range(0, Others).Select(static _ => StopScope.StartTask(static () => Workers.Unaware.Await(static () => { }))).ToArray();
        for (var round = -2; round < rounds; round++)
        {
            foreach (var (_, zoo, byHand) in rows)
            {
                zoo.Measure(round >= 0);
                byHand.Measure(round >= 0);
            }
        }

        Console.WriteLine($"From the stop to the proof of death, µs, {rounds} rounds, {Environment.ProcessorCount} cores, {Others} others alive");
        Console.WriteLine();
        Console.WriteLine("| worker | p50 | p99 | by hand p50 | p99 | ratio p50 | p99 |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var (name, zoo, byHand) in rows)
        {
            var (z50, z99, h50, h99) = (zoo.Percentile(50), zoo.Percentile(99), byHand.Percentile(50), byHand.Percentile(99));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {z50:f0} | {z99:f0} | {h50:f0} | {h99:f0} | {z50 / h50:f2} | {z99 / h99:f2} |"));
        }

        Console.WriteLine();
        Console.WriteLine(
            $"Of {rows.Length}, {rows.Count(static row => Ratio(row.Zoo, row.ByHand, 50) <= 1.5)} have a p50 of at most 1.5 times the "
            + $"other's, and {rows.Count(static row => Ratio(row.Zoo, row.ByHand, 99) <= 3)} a p99 of at most 3 times; in the middle "
            + string.Create(CultureInfo.InvariantCulture, $"{Middle(50):f2} and {Middle(99):f2} times."));
        Task.WaitAll(others.Select(static scope => scope.StopAsync()));
        return 0;

        double Middle(int percent) =>
            rows.Select(row => Ratio(row.Zoo, row.ByHand, percent)).Order().ElementAt(rows.Length / 2);
    }

    private static double Ratio(Latencies zoo, Latencies byHand, int percent) =>
        zoo.Percentile(percent) / byHand.Percentile(percent);

    /// <summary>What waits for a budget or a rung measures that, and the finalizers are the whole process's.</summary>
    private static bool IsMeasured(string name)
    {
        using var worker = HostileCatalogue.Create(name);
        return worker.EndsInProcess
            && name is not ("FinalizerWait" or "Deadlock" or "EndlessLazy" or "EndlessTypeInitializer" or "EndlessDispose")
            && !name.EndsWith("Finally", StringComparison.Ordinal)
            && (!name.StartsWith("Library", StringComparison.Ordinal) || name == "LibraryCallback");
    }

    private static ISubject Twin(string name, SemaphoreSlim never)
    {
        using var worker = HostileCatalogue.Create(name);
        return Computes.Contains(name) ? new TokenThread(ByHand.Spin)
            : worker is HostileTask ? new TokenTask(ByHand.Await)
            : new TokenThread((token, ready) => ByHand.WaitForLock(never, token, ready));
    }
}
