using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Estop.WorkerHost.Tests;

/// <summary>Every hostile worker that is abandoned inside its process, by the table of the guarantees, is stopped in a child.</summary>
public sealed partial class ZooTests
{
    private const int AtOnce = 4;

    private static readonly TimeSpan HardTimeout = TimeSpan.FromMinutes(8);

    private static readonly JsonSerializerOptions Json = JsonSerializerOptions.Web;

    [Theory]
    [InlineData(Containment.OwnProcess, true)]
    [InlineData(Containment.OwnProcess, false)]
    [InlineData(Containment.SharedProcess, true)]
    [InlineData(Containment.SharedProcess, false)]
    public async Task What_is_abandoned_in_its_process_is_stopped_in_a_child(Containment where, bool woven)
    {
        await using var service = await ChildService.StartAsync(options =>
        {
            options.RunsPerProcess = AtOnce;
            options.Spares = where == Containment.OwnProcess ? AtOnce : 1;
        });
        var failures = new ConcurrentQueue<string>();
        foreach (var batch in Abandoned(woven).Chunk(AtOnce))
        {
            await Task.WhenAll(batch.Select(name => StopOneAsync(service, name, where, woven, failures))).WaitAsync(HardTimeout);
        }

        Assert.Empty(failures);
    }

    [Fact]
    public void The_table_names_what_is_abandoned()
    {
        Assert.True(Abandoned(woven: true).Count >= 5, "Of the woven ones.");
        Assert.True(Abandoned(woven: false).Count >= 30, "Of those that are not woven.");
    }

    private static async Task StopOneAsync(
        ChildService service, string name, Containment where, bool woven, ConcurrentQueue<string> failures)
    {
        var id = $"{name}-{woven}-{where}";
        var started = await service.Supervisor.StartAsync(new StartRequest
        {
            Kind = "hostile",
            Id = id,
            Containment = where,
            Input = JsonSerializer.SerializeToElement(new HostileInput(name, woven), Json),
        });
        var process = started.Worker.Run.ProcessId;
        Phase.Until(() => service.Find(id).Run is { Progress: not null } or { EndedAt: not null }, $"{name} is in place");
        var receipt = (await service.Supervisor.StopAndForgetAsync(id)).Stop;
        TestContext.Current.SendDiagnosticMessage($"{name} | {where} | {receipt.EndedBy} | {receipt.Elapsed.TotalMilliseconds:F0}");
        if (receipt is not { Outcome: ScopeOutcome.Stopped, Proof: not null })
        {
            failures.Enqueue($"{name}: {receipt.Outcome}, {string.Join(' ', receipt.LeftBehind)}");
        }

        if (where == Containment.OwnProcess && ChildService.IsAlive(process ?? 0))
        {
            failures.Enqueue($"{name}: process {process} is still there.");
        }
    }

    /// <summary>From the table: the name, and whether the woven or the unwoven one is abandoned.</summary>
    private static List<string> Abandoned(bool woven)
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "Estop.slnx")))
        {
            directory = Path.GetDirectoryName(directory)!;
        }

        return
        [
            .. File.ReadLines(Path.Combine(directory, "docs", "guarantees.md"))
                .Select(line => Row.Match(line))
                .Where(match => match.Success && match.Groups[woven ? "woven" : "unwoven"].Value.Contains("abandoned", StringComparison.Ordinal))
                .Select(match => match.Groups["name"].Value),
        ];
    }

    [GeneratedRegex(@"^\| `(?<name>\w+)` \|[^|]*\| (?<woven>[^|]*) \|[^|]*\| (?<unwoven>[^|]*) \|[^|]*\|$")]
    private static partial Regex Row { get; }
}
