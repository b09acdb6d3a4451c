using System.Diagnostics;
using CsCheck;
using Estop.Tests.Generated;

namespace Estop.Benchmarks.Generated;

/// <summary>Checks generated programs by the thousand: the same results woven and unwoven, and a stop in a loop of each.</summary>
internal static class GeneratedPrograms
{
    private const int ProgramsOfABatch = 20;

    public static async Task<int> RunAsync(string[] args)
    {
        var programs = args.Length > 0 ? int.Parse(args[0], null) : 1000;
        var random = args.Length > 1 ? PCG.Parse(args[1]) : new PCG(0);
        var clock = Stopwatch.StartNew();
        var (checkedSoFar, stopped, failed) = (0, 0, 0);
        while (checkedSoFar < programs)
        {
            var seed = random.ToString();
            var tally = await Checker.CheckAsync(random, ProgramsOfABatch);
            checkedSoFar += tally.Programs;
            stopped += tally.Stops;
            failed += tally.Failures.Count;
            if (tally.Failures.Count > 0)
            {
                Console.WriteLine($"Seed {seed}: {tally.Failures.Count} failed. The first, made smaller:");
                Console.WriteLine(await Reducer.ReduceAsync(tally.Failures[0], tally.Level));
            }
        }

        Console.WriteLine(
            $"{checkedSoFar} programs, {stopped} of them stopped in a loop that does not end, {failed} failures, "
            + $"{clock.Elapsed.TotalSeconds:F0} s.");
        return failed == 0 ? 0 : 1;
    }
}
