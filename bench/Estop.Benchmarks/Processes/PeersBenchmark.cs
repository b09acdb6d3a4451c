using System.Diagnostics;
using System.Globalization;
using Estop.Benchmarks.Processes.Peers;
using Estop.Processes;

namespace Estop.Benchmarks.Processes;

/// <summary>Start and stop of the same program by Estop and by others, each up to its own word that the process is dead.</summary>
internal static class PeersBenchmark
{
    private const int WarmUpRounds = 3;

    public static async Task<int> RunAsync(string[] args)
    {
        var rounds = 50;
        if (args.Length > 0 && (!int.TryParse(args[0], CultureInfo.InvariantCulture, out rounds) || rounds is < 5 or > 10_000))
        {
            Console.Error.WriteLine($"ROUNDS must be a whole number from 5 to 10000; got '{args[0]}'.");
            return 2;
        }

        Console.WriteLine($"Start and stop of a program, ms, {rounds} rounds, {Environment.ProcessorCount} cores");
        Console.WriteLine();
        Console.WriteLine("| program | by | start p50 | p90 | stop p50 | p90 | to Estop's | left alive, of each | no word |");
        Console.WriteLine("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        using var guardian = await GuardianClient.StartAsync(Programs.Guardian);
        PeerProgram[] programs =
        [
            new("`sleep`, by SIGTERM", "exec sleep 1000", "TERM"),
            new("`sleep`, by SIGKILL", "exec sleep 1000", "KILL"),
            new("ignores SIGTERM, has a child in another session", "trap '' TERM; setsid sleep 1000 & while :; do sleep 1000; done", "KILL"),
        ];
        foreach (var program in programs)
        {
            var best = await MeasureAsync(program, rounds, new GuardianPeer(guardian, program), null);
            await MeasureAsync(program, rounds, new ProcessPeer(program, tree: false), best);
            await MeasureAsync(program, rounds, new ProcessPeer(program, tree: true), best);
            await MeasureIfThereAsync(program, rounds, "supervisord", await SupervisordPeer.StartAsync(program), best);
            await MeasureIfThereAsync(program, rounds, "Erlang's port", ErlangPeer.Start(program), best);
        }

        return 0;
    }

    private static async Task MeasureIfThereAsync(PeerProgram program, int rounds, string name, IPeer? peer, double best)
    {
        if (peer is null)
        {
            Console.WriteLine($"| {program.Name} | {name} | not installed | | | | | | |");
            return;
        }

        await MeasureAsync(program, rounds, peer, best);
    }

    private static async Task<double> MeasureAsync(PeerProgram program, int rounds, IPeer peer, double? best)
    {
        await using var owned = peer;
        var (starts, stops, left, silent) = (new List<double>(), new List<double>(), 0, 0);
        for (var round = -WarmUpRounds; round < rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            await peer.StartAsync();
            var started = Stopwatch.GetElapsedTime(began);

            // It gets as far as it will: what is stopped is a program at work.
            await Task.Delay(20);
            began = Stopwatch.GetTimestamp();
            var known = await peer.StopAsync(program.Signal);
            var stopped = Stopwatch.GetElapsedTime(began);
            var survivors = program.Clear();
            if (round >= 0)
            {
                starts.Add(started.TotalMilliseconds);
                stops.Add(stopped.TotalMilliseconds);
                left += survivors;
                silent += known ? 0 : 1;
            }
        }

        starts.Sort();
        stops.Sort();
        var middle = stops[rounds / 2];
        var ratio = best is { } other ? (middle / other).ToString("f1", CultureInfo.InvariantCulture) : "1";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {program.Name} | {peer.Name} | {starts[rounds / 2]:f1} | {starts[rounds * 9 / 10]:f1} "
                + $"| {middle:f1} | {stops[rounds * 9 / 10]:f1} | {ratio} | {(double)left / rounds:0.#} | {silent} |"));
        return middle;
    }
}
