using System.Diagnostics;
using System.Globalization;
using Estop.Benchmarks.Latency;
using Estop.Benchmarks.Workers;

namespace Estop.Benchmarks.Density;

/// <summary>
/// Many workers in one process: how long they take to start, what each costs in memory, and how long it takes to stop all of
/// them. Beside the same number of Erlang processes, when <c>erl</c> is installed, and of threads that were written by hand.
/// </summary>
internal static class DensityBenchmark
{
    public static async Task<int> RunAsync(string[] args)
    {
        var (tasks, threads) = (100_000, 10_000);
        if (args.Length > 2
            || (args.Length > 0 && (!int.TryParse(args[0], CultureInfo.InvariantCulture, out tasks) || tasks < 1))
            || (args.Length > 1 && (!int.TryParse(args[1], CultureInfo.InvariantCulture, out threads) || threads is < 1 or > 14_000)))
        {
            Console.Error.WriteLine("TASKS must be at least 1, THREADS 1 to 14000.");
            return 2;
        }

        Console.WriteLine(
            $"From the first start to the last, memory of each beside what the process held, from the first stop to the last proof of "
            + $"death; {Environment.ProcessorCount} cores");
        Console.WriteLine();
        Console.WriteLine("| workers | started, ms | each, bytes | all stopped, ms | processor time of that, ms | collections |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: |");
        await MeasureAsync($"{tasks:N0} async workers", tasks, static () => StopScope.StartTask(static () => Unaware.Await(static () => { })));
        var erlang = ErlangProcesses.Measure(tasks);
        if (erlang is var (start, bytes, stop))
        {
            Print($"{tasks:N0} Erlang processes", start, bytes, stop, " | ");
        }

        await MeasureAsync($"{threads:N0} thread workers", threads, static () => StopScope.StartThread(static () => Unaware.Sleep(static () => { })));
        Print($"{threads:N0} threads by hand, each with its token", ThreadsByHand.Measure(threads, ByHand.Sleep));
        Print($"{threads:N0} threads by hand, where the token throws", ThreadsByHand.Measure(threads, ByHand.SleepOrThrow));
        if (erlang is null)
        {
            Console.WriteLine();
            Console.WriteLine("There is no erl here, so Erlang is left out; Debian has it in the package erlang-base.");
        }

        return 0;
    }

    private static async Task MeasureAsync(string name, int count, Func<StopScope> start)
    {
        // A first few load and compile what all the others use.
        await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ => await start().DisposeAsync()));
        var before = ResidentBytes();
        var started = Stopwatch.GetTimestamp();
        var scopes = new StopScope[count];
        for (var i = 0; i < count; i++)
        {
            scopes[i] = start();
        }

        while (ThreadPool.PendingWorkItemCount > 0)
        {
            await Task.Delay(1);
        }

        var startTime = Stopwatch.GetElapsedTime(started);
        var bytes = (ResidentBytes() - before) / count;
        var cost = new StopCost();
        var receipts = await Task.WhenAll(scopes.Select(scope => scope.StopAsync(new StopRequest { Deadline = TimeSpan.FromMinutes(2) })));
        var stopped = cost.Take();
        if (receipts.Count(receipt => receipt.Outcome != ScopeOutcome.Stopped) is > 0 and var others)
        {
            throw new InvalidOperationException($"{others} of {count} were not stopped.");
        }

        Print(name, (startTime, bytes, stopped));
    }

    internal static long ResidentBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    private static void Print(string name, (TimeSpan Start, long Bytes, StopCost Stop) of) =>
        Print(name, of.Start, of.Bytes, of.Stop.Elapsed, string.Create(
            CultureInfo.InvariantCulture, $"{of.Stop.Processor.TotalMilliseconds:f0} | {of.Stop.Collections}"));

    private static void Print(string name, TimeSpan start, long bytes, TimeSpan stop, string cost) =>
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {start.TotalMilliseconds:f0} | {bytes:N0} | {stop.TotalMilliseconds:f0} | {cost} |"));
}
