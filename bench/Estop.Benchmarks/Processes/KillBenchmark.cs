using System.Diagnostics;
using System.Globalization;
using Estop.Processes;

namespace Estop.Benchmarks.Processes;

/// <summary>
/// Start and kill of processes through the guardian, each kill up to the kernel's word that all of the tree is dead, beside what the
/// BCL's <see cref="Process"/> takes for the same program.
/// </summary>
internal static class KillBenchmark
{
    private const int WarmUpRounds = 10;
    private static readonly TimeSpan KillTime = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(string[] args)
    {
        var rounds = 200;
        if (args.Length > 0 && (!int.TryParse(args[0], CultureInfo.InvariantCulture, out rounds) || rounds is < 10 or > 100_000))
        {
            Console.Error.WriteLine($"ROUNDS must be a whole number from 10 to 100000; got '{args[0]}'.");
            return 2;
        }

        Console.WriteLine($"Start and kill of processes, ms, {rounds} rounds, {Environment.ProcessorCount} cores");
        Console.WriteLine();
        Console.WriteLine("| program | started by | start p50 | p99 | kill p50 | p99 |");
        Console.WriteLine("| --- | --- | ---: | ---: | ---: | ---: |");
        using var guardian = await GuardianClient.StartAsync(Programs.Guardian);
        (string Name, SpawnRequest Request)[] programs = [("sleep", Programs.Sleep), ("spinning shell", Programs.Spin), ("64 MB, two more", Programs.Large)];
        foreach (var (name, request) in programs)
        {
            await MeasureAsync(name, "guardian", rounds, () => guardian.SpawnAsync(request), async process => await KillAsync(process));
            if (request != Programs.Large)
            {
                await MeasureAsync(
                    name, "Process.Start, Kill", rounds, () => Task.FromResult(Start(request)), process => Kill(process, tree: false));
            }

            await MeasureAsync(
                name, "Process.Start, Kill(tree)", rounds, () => Task.FromResult(Start(request)), process => Kill(process, tree: true));
        }

        await MeasureAsync("warm child becomes sleep", "guardian", rounds, () => WarmAsync(guardian), async process => await KillAsync(process), BecomeAsync);
        await AllAtOnceAsync(guardian);
        return 0;
    }

    private static async Task MeasureAsync<T>(
        string program, string by, int rounds, Func<Task<T>> start, Func<T, Task> kill, Func<T, Task>? become = null)
        where T : IDisposable
    {
        var (starts, kills) = (new List<double>(), new List<double>());
        for (var round = -WarmUpRounds; round < rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            using var process = await start();
            if (become is not null)
            {
                started = Stopwatch.GetTimestamp();
                await become(process);
            }

            var running = Stopwatch.GetElapsedTime(started);

            // It gets as far as it will: what is killed is a process at work.
            await Task.Delay(program.StartsWith("64", StringComparison.Ordinal) ? 150 : 5);
            var killed = Stopwatch.GetTimestamp();
            await kill(process);
            if (round >= 0)
            {
                starts.Add(running.TotalMilliseconds);
                kills.Add(Stopwatch.GetElapsedTime(killed).TotalMilliseconds);
            }
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {program} | {by} | {At(starts, 50):f1} | {At(starts, 99):f1} | {At(kills, 50):f1} | {At(kills, 99):f1} |"));
    }

    private static async Task AllAtOnceAsync(GuardianClient guardian)
    {
        var processes = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => guardian.SpawnAsync(Programs.Sleep)));
        var killed = Stopwatch.GetTimestamp();
        await Task.WhenAll(processes.Select(KillAsync));
        Console.WriteLine();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"200 trees killed at once, up to the proof for the last: {Stopwatch.GetElapsedTime(killed).TotalMilliseconds:f0} ms"));
    }

    private static async Task<GuardedProcess> WarmAsync(GuardianClient guardian)
    {
        var warm = await guardian.SpawnAsync(Programs.Warm());

        // Cold start is not what is measured: until it has used no processor time for a while, and so waits for its request.
        for (var before = -1L; ProcessorTicks(warm.ProcessId) is var now && now != before; before = now)
        {
            await Task.Delay(150);
        }

        return warm;
    }

    private static long ProcessorTicks(int processId)
    {
        var fields = KernelFile.Read($"/proc/{processId}/stat")!.Split(") ")[1].Split(' ');
        return long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
    }

    private static Task BecomeAsync(GuardedProcess warm) =>
        CommandChild.BecomeAsync(warm, new CommandRequest { Path = "/bin/sleep", Arguments = ["1000"] });

    private static async Task KillAsync(GuardedProcess process)
    {
        var receipt = await process.KillAsync(KillTime);
        if (!receipt.Dead)
        {
            throw new InvalidOperationException($"Alive: {string.Join(", ", receipt.Survivors)}");
        }
    }

    private static Process Start(SpawnRequest request) =>
        Process.Start(new ProcessStartInfo(request.Path, request.Arguments) { RedirectStandardOutput = true })!;

    private static Task Kill(Process process, bool tree)
    {
        process.Kill(tree);
        process.WaitForExit();
        return Task.CompletedTask;
    }

    private static double At(List<double> values, int percent)
    {
        values.Sort();
        return values[Math.Min(values.Count - 1, values.Count * percent / 100)];
    }
}
