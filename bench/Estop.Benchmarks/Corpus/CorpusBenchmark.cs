using System.Globalization;
using Estop.Corpus;

namespace Estop.Benchmarks.Corpus;

/// <summary>
/// Libraries that others wrote, woven: whether they do the same as before, and what happens when they are stopped again
/// and again in the middle of it.
/// </summary>
internal static class CorpusBenchmark
{
    private const string Columns =
        "| work | methods | polls | weaving, s | same result | stops | at the safepoint | p50, ms | p99, ms | max, ms | works afterwards |";

    public static int Run(string[] arguments)
    {
        if (CorpusOptions.Parse(arguments) is not { } options)
        {
            Console.Error.WriteLine("corpus takes --stops 1 to 1000000, --seed a number, --only the name of a work, and --libraries.");
            return 2;
        }

        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var faults = new List<string>();
        if (options.Libraries)
        {
            LibraryTable.Print(faults);
        }

        Console.WriteLine($"Seed {options.Seed}, {options.Stops} stops for each work");
        Console.WriteLine();
        Console.WriteLine(Columns);
        Console.WriteLine("|---|---:|---:|---:|---|---:|---:|---:|---:|---:|---|");
        foreach (var (name, libraries) in Work.All.Where(work => options.Only is null || work.Name == options.Only))
        {
            Console.WriteLine(Row(name, [.. libraries.Select(WovenLibrary.Of)], options, faults));
        }

        faults.ForEach(Console.Error.WriteLine);
        return faults.Count == 0 ? 0 : 1;
    }

    private static string Row(string name, IReadOnlyList<WovenLibrary> libraries, CorpusOptions options, List<string> faults)
    {
        var woven = Work.Load(name, woven: true);
        var same = Work.Load(name, woven: false).Run() == woven.Run();
        if (!same)
        {
            faults.Add($"{name} does not do the same when it is woven.");
        }

        var trial = new StopTrial(woven, options.Seed);
        trial.RunAsync(options.Stops).GetAwaiter().GetResult();
        faults.AddRange(trial.Faults.Select(fault => $"{name}: {fault}"));
        trial.Latencies.Sort();
        return $"| {name} | {libraries.Sum(library => library.Report.Methods)} "
            + $"| {libraries.Sum(library => library.Report.LoopsPolled + library.Report.EntriesPolled)} "
            + $"| {libraries.Sum(library => library.Elapsed.TotalSeconds):F1} | {(same ? "yes" : "NO")} "
            + $"| {trial.Latencies.Count} | {trial.Rungs.Count(rung => rung == Rung.Safepoint)} "
            + $"| {At(trial, 50):F1} | {At(trial, 99):F1} | {At(trial, 100):F1} | {(trial.Faults.Count == 0 ? "yes" : "NO")} |";
    }

    /// <summary>The nearest-rank percentile, in milliseconds.</summary>
    private static double At(StopTrial trial, double percent) => trial.Latencies.Count == 0
        ? 0
        : trial.Latencies[Math.Max(0, (int)Math.Ceiling(percent / 100 * trial.Latencies.Count) - 1)].TotalMilliseconds;
}
