using System.Diagnostics;
using System.Globalization;
using Estop.Benchmarks.Workers;

namespace Estop.Benchmarks.Churn;

/// <summary>
/// Scopes that are started and stopped, of each kind in turn, a few at a time in one process, which must hold in the end what
/// it held in the beginning.
/// </summary>
internal static class ChurnBenchmark
{
    private const int WarmUp = 10_000;
    private const int Looks = 10;
    private const int Lanes = 8;
    private const int MoreThreads = 8;
    private const int MoreFiles = 8;
    private const long MoreHeap = 1_000_000;

    public static async Task<int> RunAsync(string[] args)
    {
        var pairs = 1_000_000;
        if (args.Length > 0 && (!int.TryParse(args[0], CultureInfo.InvariantCulture, out pairs) || pairs is < 1000 or > 100_000_000))
        {
            Console.Error.WriteLine($"PAIRS must be a whole number from 1000 to 100000000; got '{args[0]}'.");
            return 2;
        }

        await PairsAsync(WarmUp);
        var before = Holdings.Take();
        Console.WriteLine($"{"pairs",12} {"threads",8} {"files",6} {"heap",12} {"resident",14} {"µs a pair",10}");
        Show(0, before, TimeSpan.Zero);
        var after = before;
        for (var look = 1; look <= Looks; look++)
        {
            var clock = Stopwatch.StartNew();
            await PairsAsync(pairs / Looks);
            after = Holdings.Take();
            Show(pairs / Looks * look, after, clock.Elapsed / (pairs / Looks));
        }

        var flat = after.Threads <= before.Threads + MoreThreads && after.Files <= before.Files + MoreFiles
            && after.Heap <= before.Heap + MoreHeap;
        Console.WriteLine(flat ? "Threads, files and heap are where they were." : "Something was left behind.");
        return flat ? 0 : 1;
    }

    private static void Show(int pairs, Holdings holdings, TimeSpan pair) => Console.WriteLine(
        $"{pairs,12:N0} {holdings.Threads,8} {holdings.Files,6} {holdings.Heap,12:N0} {holdings.ResidentBytes,14:N0} "
        + $"{pair.TotalMicroseconds,10:N1}");

    private static Task PairsAsync(int count) =>
        Task.WhenAll(Enumerable.Range(0, Lanes).Select(_ => Task.Run(() => LaneAsync(count / Lanes))));

    private static async Task LaneAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            switch (i % 4)
            {
                case 0:
                    await StopAsync(static ready => StopScope.StartThread(() => Unaware.Sleep(ready)));
                    break;
                case 1:
                    await StopAsync(static ready => StopScope.StartTask(() => Unaware.Await(ready)));
                    break;
                case 2:
                    await StopAsync(static ready => StopScope.StartThread(() => Unaware.Spin(ready)));
                    break;
                default:
                    Run();
                    break;
            }
        }
    }

    private static async Task StopAsync(Func<Action, StopScope> start)
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var scope = start(ready.SetResult);
        await ready.Task;
        var receipt = await scope.StopAsync();
        if (receipt.Outcome != ScopeOutcome.Stopped)
        {
            throw new InvalidOperationException($"A scope ended as {receipt.Outcome}.");
        }
    }

    private static void Run()
    {
        using var source = new CancellationTokenSource();
        try
        {
            StopScope.Run(() => Unaware.Spin(source.Cancel), source.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        throw new InvalidOperationException("A scope was not stopped.");
    }
}
