using System.Diagnostics;
using System.Globalization;
using Estop.Processes;

namespace Estop.Benchmarks.Processes;

/// <summary>
/// A service that starts and kills processes or workers in processes all the time is killed with SIGKILL at a random moment. Within two
/// seconds no process of its tree may live, its guardian included. What bears the cookie of its life is of its tree.
/// </summary>
internal static class OrphansBenchmark
{
    // Milliseconds. Workers take longer to start.
    private const int LongestLife = 1500;
    private const int LongestManagedLife = 6000;
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(2);

    public static int Run(string[] args)
    {
        var rounds = 200;
        var managed = 30;
        var seed = Environment.TickCount & int.MaxValue;
        for (var index = 0; index < args.Length; index += 2)
        {
            if (index + 1 == args.Length || !int.TryParse(args[index + 1], CultureInfo.InvariantCulture, out var value) || value < 0
                || args[index] is not ("--rounds" or "--managed" or "--seed"))
            {
                Console.Error.WriteLine(
                    $"orphans takes --rounds N, --managed N and --seed S, whole numbers from 0; got '{string.Join(' ', args)}'.");
                return 2;
            }

            (rounds, managed, seed) = args[index] switch
            {
                "--rounds" => (value, managed, seed),
                "--managed" => (rounds, value, seed),
                _ => (rounds, managed, value),
            };
        }

        Console.WriteLine($"orphans: {rounds} rounds with programs, {managed} with workers, seed {seed}");
        var random = new Random(seed);
        var left = RunRounds("programs", rounds, instance => OrphansService.Start(instance, random.Next(1_000_000)), LongestLife, random)
            + RunRounds("workers", managed, _ => ManagedOrphansService.Start(random.Next(1_000_000)), LongestManagedLife, random);
        return left == 0 ? 0 : 1;
    }

    private static int RunRounds(string what, int rounds, Func<string, Process> start, int longestLife, Random random)
    {
        if (rounds == 0)
        {
            return 0;
        }

        var (killed, withOrphans) = (0L, 0);
        var milliseconds = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            var instance = Guid.NewGuid().ToString("N");
            killed += RunRound(ref instance, start, random.Next(longestLife), out var died, out var orphans);
            milliseconds.Add(died.TotalMilliseconds);
            CgroupHome.Clear(instance, Allowed);
            if (orphans.Count > 0)
            {
                withOrphans++;
                Console.WriteLine($"  round {round}: alive after {Allowed.TotalSeconds:0} s: {string.Join(", ", orphans)}");
            }
        }

        milliseconds.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {killed} processes lived when their service was killed; the last of each tree died after p50 {milliseconds[rounds / 2]:f0} ms, "
            + $"max {milliseconds[^1]:f0} ms."));
        Console.WriteLine($"{what}: {withOrphans} of {rounds} rounds left a process alive.");
        return withOrphans;
    }

    private static int RunRound(
        ref string instance, Func<string, Process> start, int life, out TimeSpan died, out List<string> orphans)
    {
        using var service = start(instance);
        if (service.StandardOutput.ReadLine() != "on")
        {
            throw new InvalidOperationException("The service has not started.");
        }

        // A service with workers has chosen a cookie by itself, which its guardian bears.
        instance = ManagedOrphansService.InstanceOf(service.Id) ?? instance;
        Thread.Sleep(life);
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
