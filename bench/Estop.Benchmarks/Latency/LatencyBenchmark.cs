using System.Globalization;
using Estop.Benchmarks.Workers;

namespace Estop.Benchmarks.Latency;

/// <summary>
/// From the call that stops a worker to the proof that it is dead. Each round measures every subject once, in turn, so
/// that all of them meet the same moods of the machine.
/// </summary>
internal static class LatencyBenchmark
{
    private const int WarmUpRounds = 20;

    public static int Run(string[] args)
    {
        var rounds = 500;
        if (args.Length > 0 && (!int.TryParse(args[0], CultureInfo.InvariantCulture, out rounds) || rounds is < 20 or > 100_000))
        {
            Console.Error.WriteLine($"ROUNDS must be a whole number from 20 to 100000; got '{args[0]}'.");
            return 2;
        }

        using var device = new SilentDevice();
        var held = new object();
        var heldSemaphore = new SemaphoreSlim(0);
        using var holder = new LockHolder(held);
        var never = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        (string State, Latencies Stop, Latencies Estop, Latencies ByHand, Latencies? Abort)[] rows =
        [
            ("spin",
                new("Stop", new EstopThread(Unaware.Spin, blocking: true)),
                new("StopAsync", new EstopThread(Unaware.Spin)),
                new("token", new TokenThread(ByHand.Spin)),
                new("abort", new RuntimeAbort(UnawareUnwoven.Spin))),
            ("sleep",
                new("Stop", new EstopThread(Unaware.Sleep, blocking: true)),
                new("StopAsync", new EstopThread(Unaware.Sleep)),
                new("token", new TokenThread(ByHand.Sleep)),
                null),
            ("lock",
                new("Stop", new EstopThread(ready => Unaware.WaitForLock(held, ready), blocking: true)),
                new("StopAsync", new EstopThread(ready => Unaware.WaitForLock(held, ready))),
                new("token", new TokenThread((token, ready) => ByHand.WaitForLock(heldSemaphore, token, ready))),
                null),
            ("socket read",
                new("Stop", new EstopThread(ready => Unaware.Read(device.Connect(), ready), blocking: true)),
                new("StopAsync", new EstopThread(ready => Unaware.Read(device.Connect(), ready))),
                new("token", new TokenThread((token, ready) => ByHand.Read(device.Connect(), token, ready))),
                null),
            ("await delay",
                new("Stop", new EstopTask(Unaware.Await, blocking: true)),
                new("StopAsync", new EstopTask(Unaware.Await)),
                new("token", new TokenTask(ByHand.Await)),
                null),
            ("await task",
                new("Stop", new EstopTask(ready => Unaware.AwaitSource(never, ready), blocking: true)),
                new("StopAsync", new EstopTask(ready => Unaware.AwaitSource(never, ready))),
                new("token", new TokenTask((token, ready) => ByHand.AwaitSource(never.Task, token, ready))),
                null),
        ];

        for (var round = -WarmUpRounds; round < rounds; round++)
        {
            foreach (var row in rows)
            {
                row.Stop.Measure(round >= 0);
                row.Estop.Measure(round >= 0);
                row.ByHand.Measure(round >= 0);
                row.Abort?.Measure(round >= 0);
            }
        }

        Print(rows, rounds);
        return 0;
    }

    private static void Print(
        (string State, Latencies Stop, Latencies Estop, Latencies ByHand, Latencies? Abort)[] rows, int rounds)
    {
        Console.WriteLine($"From the stop to the proof of death, µs, {rounds} rounds, {Environment.ProcessorCount} cores");
        Console.WriteLine();
        Console.WriteLine("| worker is in | Stop p50 | p99 | StopAsync p50 | p99 | by hand p50 | p99 | Stop / by hand p50 | p99 | StopAsync / by hand p50 | p99 | runtime abort p50 | p99 |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var (state, stop, estop, byHand, abort) in rows)
        {
            var (s50, s99, e50, e99) = (stop.Percentile(50), stop.Percentile(99), estop.Percentile(50), estop.Percentile(99));
            var (h50, h99) = (byHand.Percentile(50), byHand.Percentile(99));
            var runtime = abort is null
                ? "never ends | "
                : string.Create(CultureInfo.InvariantCulture, $"{abort.Percentile(50):f0} | {abort.Percentile(99):f0} ");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {state} | {s50:f0} | {s99:f0} | {e50:f0} | {e99:f0} | {h50:f0} | {h99:f0} | {s50 / h50:f2} | {s99 / h99:f2} "
                + $"| {e50 / h50:f2} | {e99 / h99:f2} | {runtime}|"));
        }
    }
}
