using System.Diagnostics;
using System.Globalization;
using Estop.Benchmarks.Workers;

namespace Estop.Benchmarks.Latency;

/// <summary>
/// From the call that looks at a worker to its stack, beside the least that it could take: a task on the pool and its
/// answer. Every worker lives on, and a computing neighbour runs all the while.
/// </summary>
internal static class LookBenchmark
{
    private const int WarmUpRounds = 20;

    public static int Run(string[] args)
    {
        var rounds = 500;
        if (args.Length > 0
            && (!int.TryParse(args[0], CultureInfo.InvariantCulture, out rounds) || rounds is < 20 or > 100_000))
        {
            Console.Error.WriteLine($"ROUNDS must be a whole number from 20 to 100000; got '{args[0]}'.");
            return 2;
        }

        using var device = new SilentDevice();
        var held = new object();
        using var holder = new LockHolder(held);
        var never = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        (string State, StopScope Scope, List<double> Microseconds)[] rows =
        [
            ("spin", OnThread(Unaware.Spin), []),
            ("sleep", OnThread(Unaware.Sleep), []),
            ("lock", OnThread(ready => Unaware.WaitForLock(held, ready)), []),
            ("socket read", OnThread(ready => Unaware.Read(device.Connect(), ready)), []),
            ("await delay", OnPool(Unaware.Await), []),
            ("await task", OnPool(ready => Unaware.AwaitSource(never, ready)), []),
        ];
        var hops = new List<double>();

        for (var round = -WarmUpRounds; round < rounds; round++)
        {
            foreach (var (_, scope, microseconds) in rows)
            {
                var started = Stopwatch.GetTimestamp();
                var look = scope.LookAsync(TimeSpan.FromSeconds(10)).GetAwaiter().GetResult();
                Add(microseconds, started, round);
                if (look.Threads.Any(static thread => thread.Source == StackSource.None)
                    || look.Threads.Count + look.Awaits.Count == 0)
                {
                    throw new InvalidOperationException($"Not seen: {look}");
                }
            }

            var hop = Stopwatch.GetTimestamp();
            Task.Run(static () => { }).GetAwaiter().GetResult();
            Add(hops, hop, round);
        }

        // What is let go of is the scope's until it completes.
        never.SetResult();
        var (hop50, hop99) = (Percentile(hops, 50), Percentile(hops, 99));
        Console.WriteLine($"From the look to the stack, µs, {rounds} rounds, {Environment.ProcessorCount} cores");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"A hop to the pool and back: p50 {hop50:f0}, p99 {hop99:f0}"));
        Console.WriteLine();
        Console.WriteLine("| worker is in | p50 | p99 | look / hop p50 | p99 |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: |");
        foreach (var (state, scope, microseconds) in rows)
        {
            var (p50, p99) = (Percentile(microseconds, 50), Percentile(microseconds, 99));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {state} | {p50:f0} | {p99:f0} | {p50 / hop50:f1} | {p99 / hop99:f1} |"));
            Stopped.Demand(scope.StopAsync().GetAwaiter().GetResult());
        }

        return 0;
    }

    private static void Add(List<double> microseconds, long started, int round)
    {
        if (round >= 0)
        {
            microseconds.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
        }
    }

    /// <summary>The nearest-rank percentile.</summary>
    private static double Percentile(List<double> values, double percent)
    {
        values.Sort();
        return values[Math.Clamp((int)Math.Ceiling(percent / 100 * values.Count) - 1, 0, values.Count - 1)];
    }

    private static StopScope OnThread(Action<Action> body)
    {
        var ready = new Ready();
        var scope = StopScope.StartThread(() => body(ready.Say));
        ready.Await();
        return scope;
    }

    private static StopScope OnPool(Func<Action, Task> body)
    {
        var ready = new Ready();
        var scope = StopScope.StartTask(() => body(ready.Say));
        ready.Await();
        return scope;
    }
}
