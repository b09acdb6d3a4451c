using System.Diagnostics;
using System.Globalization;
using Estop.Processes;

namespace Estop.Benchmarks.Processes;

/// <summary>
/// A service that starts and kills processes all the time is killed with SIGKILL at a random moment. Within two seconds no process
/// of its tree may live, its guardian included. What bears the cookie of its life is of its tree.
/// </summary>
internal static class OrphansBenchmark
{
    private const int LongestLifeMilliseconds = 1500;
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(2);

    public static int Run(string[] args)
    {
        var rounds = 200;
        var seed = Environment.TickCount & int.MaxValue;
        for (var index = 0; index < args.Length; index += 2)
        {
            if (index + 1 == args.Length || !int.TryParse(args[index + 1], CultureInfo.InvariantCulture, out var value) || value < 1
                || args[index] is not ("--rounds" or "--seed"))
            {
                Console.Error.WriteLine($"orphans takes --rounds N and --seed S, whole numbers from 1; got '{string.Join(' ', args)}'.");
                return 2;
            }

            (rounds, seed) = args[index] == "--rounds" ? (value, seed) : (rounds, value);
        }

        Console.WriteLine($"orphans: {rounds} rounds, seed {seed}");
        var random = new Random(seed);
        var (killed, withOrphans) = (0L, 0);
        var milliseconds = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            var instance = Guid.NewGuid().ToString("N");
            killed += RunRound(instance, random, out var died, out var orphans);
            milliseconds.Add(died.TotalMilliseconds);
            CgroupHome.Clear(instance);
            if (orphans.Count > 0)
            {
                withOrphans++;
                Console.WriteLine($"  round {round}: alive after {Allowed.TotalSeconds:0} s: {string.Join(", ", orphans)}");
            }
        }

        milliseconds.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{killed} processes lived when their service was killed; the last of each tree died after p50 {milliseconds[rounds / 2]:f0} ms, "
            + $"max {milliseconds[^1]:f0} ms."));
        Console.WriteLine($"{withOrphans} of {rounds} rounds left a process alive.");
        return withOrphans == 0 ? 0 : 1;
    }

    private static int RunRound(string instance, Random random, out TimeSpan died, out List<string> orphans)
    {
        using var service = OrphansService.Start(instance, random.Next(1_000_000));
        if (service.StandardOutput.ReadLine() != "on")
        {
            throw new InvalidOperationException("The service has not started.");
        }

        Thread.Sleep(random.Next(LongestLifeMilliseconds));
        var alive = Alive(instance).Count;
        service.Kill();
        var started = Stopwatch.GetTimestamp();
        List<int> left;
        while ((left = Alive(instance)).Count > 0 && Stopwatch.GetElapsedTime(started) < Allowed)
        {
            Thread.Sleep(1);
        }

        died = Stopwatch.GetElapsedTime(started);
        orphans = left.ConvertAll(process => ProcessFacts.Unkilled(process).ToString());
        if (left.Count > 0)
        {
            // The benchmark itself leaves nothing.
            InstanceSweep.Run(instance, TimeSpan.FromSeconds(10));
        }

        service.WaitForExit();
        return alive;
    }

    private static List<int> Alive(string instance) =>
        [.. ProcessFacts.All().Where(process =>
            ProcessFacts.Variable(process, ChildVariables.Instance) == instance
            && ProcessFacts.Stat(process) is { State: not ('Z' or 'X') })];
}
