using System.Diagnostics;
using System.Globalization;
using Estop;
using Estop.Benchmarks.Children;
using Estop.Workers;

if (args is [OrphansService.Command, var seed])
{
    await OrphansService.RunAsync(seed);
    return 0;
}

if (args is ["kills", var number])
{
    var times = int.Parse(number, CultureInfo.InvariantCulture);
    await KillsAsync(times, "sleeping", StopMode.Kill);
    await KillsAsync(times, "sleeping", StopMode.Prompt);
    await UncooperativeAsync(Math.Min(times, 20));
    return 0;
}

if (args is ["crowd", var size])
{
    var count = int.Parse(size, CultureInfo.InvariantCulture);
    await CrowdAsync("workers in processes of their own", count, "sleeping", Containment.OwnProcess);
    await CrowdAsync("workers in processes of their own", count, "sleeping", Containment.OwnProcess, StopMode.Kill);
    return 0;
}

var rounds = args is [var text, ..] ? int.Parse(text, CultureInfo.InvariantCulture) : 50;
var own = args is [_, var many, ..] ? int.Parse(many, CultureInfo.InvariantCulture) : 200;
var only = args is [_, _, var part, ..] ? part : null;
if (rounds < 1 || own < 1 || only is not (null or "spare" or "cold" or "native" or "own" or "shared"))
{
    Console.Error.WriteLine(
        "Usage: dotnet run -c Release --project bench/Estop.Benchmarks.Children -- [ROUNDS [OWN [spare|cold|native|own|shared]]]");
    return 2;
}

if (only is null or "spare")
{
    await StartsAsync("start from a spare", "sleeping", spares: 2, rounds);
}

if (only is null or "cold")
{
    await StartsAsync("cold start", "sleeping", spares: 0, Math.Min(rounds, 20));
    await StartsAsync("cold start of a worker with services", "served", spares: 0, Math.Min(rounds, 20));
}

if (only is null or "native")
{
    await UncooperativeAsync(Math.Min(rounds, 20));
}

if (only is null or "own")
{
    await CrowdAsync("workers in processes of their own", own, "sleeping", Containment.OwnProcess);
    await CrowdAsync("workers with services in processes of their own", own, "served", Containment.OwnProcess);
}

if (only is null or "shared")
{
    await CrowdAsync("workers in shared processes", own * 10, "awaiting", Containment.SharedProcess);
}

return 0;

static async Task StartsAsync(string what, string kind, int spares, int rounds)
{
    await using var service = await Service.StartAsync(spares);
    var starts = new List<double>();
    var kills = new List<double>();
    var work = new List<double>();
    for (var round = 0; round < rounds; round++)
    {
        // Until nothing is being made any more: the spare that the start has taken, or what the child makes ready after the start.
        var quiet = TimeSpan.FromMilliseconds(spares == 0 ? 500 : 1500);
        if (round == 0)
        {
            await Task.Delay(quiet);
        }

        var began = Stopwatch.GetTimestamp();
        var started = await service.Supervisor.StartAsync(new StartRequest { Kind = kind, Containment = Containment.OwnProcess });
        starts.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        work.Add(ProcessorMilliseconds(service.Supervisor.Find(started.Worker.Id)!.Run.ProcessId!.Value));
        await Task.Delay(quiet);
        var receipt = await service.Supervisor.StopAndForgetAsync(started.Worker.Id, request: new StopRequest { Mode = StopMode.Kill });
        kills.Add(receipt.Stop.Elapsed.TotalMilliseconds);
    }

    Console.WriteLine(
        $"{what}: {Quantiles(starts)}; processor time of the child until then: {Quantiles(work)}; kill to the proof: {Quantiles(kills)}");
}

static async Task KillsAsync(int rounds, string kind, StopMode mode)
{
    await using var service = await Service.StartAsync(spares: 0);
    var ids = await service.StartManyAsync(rounds, kind, Containment.OwnProcess);
    var guardian = ProcessorTime.ParentOf(service.Supervisor.Find(ids[0])!.Run.ProcessId!.Value);
    var children = ids.Select(id => service.Supervisor.Find(id)!.Run.ProcessId!.Value).ToList();
    await Task.Delay(500);
    var before = ProcessorTime.Now(guardian, children);
    var times = new List<double>();
    foreach (var id in ids)
    {
        await Task.Delay(20);
        var receipt = await service.Supervisor.StopAndForgetAsync(id, request: new StopRequest { Mode = mode });
        times.Add(receipt.Stop.Elapsed.TotalMilliseconds);
    }

    Console.WriteLine($"{mode}, one after another: {Quantiles(times)}; {ProcessorTime.Now(guardian, []) - before}");
}

static async Task UncooperativeAsync(int rounds)
{
    await using var service = await Service.StartAsync(spares: 0);
    var ladder = service.Supervisor.Kinds.Single(static kind => kind.Name == "native-loop").Ladder;
    var rungs = ladder.InterruptAfter + ladder.SignalAfter + ladder.CloseAfter + ladder.AbortAfter!.Value + ladder.KillAfter;
    var times = new List<double>();
    var after = new List<double>();
    for (var round = 0; round < rounds; round++)
    {
        var id = (await service.StartManyAsync(1, "native-loop", Containment.OwnProcess))[0];
        var receipt = await service.Supervisor.StopAndForgetAsync(id);
        times.Add(receipt.Stop.Elapsed.TotalMilliseconds);
        after.Add(receipt.Stop.Elapsed.TotalMilliseconds - rungs.TotalMilliseconds);
    }

    Console.WriteLine(
        $"prompt stop of a native loop: {Quantiles(times)}; after the {rungs.TotalMilliseconds:F0} ms of its rungs: {Quantiles(after)}");
}

static async Task CrowdAsync(string what, int count, string kind, Containment where, StopMode mode = StopMode.Prompt)
{
    await using var service = await Service.StartAsync(spares: 0);
    var began = Stopwatch.GetTimestamp();
    var ids = await service.StartManyAsync(count, kind, where);
    var start = Stopwatch.GetElapsedTime(began);
    var processes = ids.Select(id => service.Supervisor.Find(id)!.Run.ProcessId!.Value).Distinct().ToList();
    var memory = processes.Average(PrivateMegabytes);
    var guardian = ProcessorTime.ParentOf(processes[0]);
    var before = ProcessorTime.Now(guardian, processes);
    began = Stopwatch.GetTimestamp();
    var receipts = await Task.WhenAll(ids.Select(id => service.Supervisor.StopAndForgetAsync(id, request: new StopRequest { Mode = mode })));
    var stop = Stopwatch.GetElapsedTime(began);
    var used = ProcessorTime.Now(guardian, []) - before;
    var stopped = receipts.Count(receipt => receipt.Stop.Outcome == ScopeOutcome.Stopped);
    Console.WriteLine(
        $"{count} {what}: {processes.Count} processes, {memory:F1} MB private each; started in {start.TotalSeconds:F1} s; "
            + $"all stopped ({mode}) in {stop.TotalSeconds:F2} s ({stopped} of {count}); {used}");
}

static string Quantiles(List<double> times)
{
    times.Sort();
    return $"p50 {times[times.Count / 2]:F1} ms, p90 {times[times.Count * 9 / 10]:F1} ms, max {times[^1]:F1} ms";
}

static double PrivateMegabytes(int process) => File.ReadLines($"/proc/{process}/smaps_rollup")
    .Where(static line => line.StartsWith("Private_", StringComparison.Ordinal) && !line.StartsWith("Private_Hugetlb", StringComparison.Ordinal))
    .Sum(static line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)) / 1024;

// What the child has taken since it was made; less than the time to start depends on what else runs on the machine.
static double ProcessorMilliseconds(int process)
{
    var stat = File.ReadAllText($"/proc/{process}/stat");
    var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
    return (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) * 10;
}
