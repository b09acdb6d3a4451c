using System.Collections.Concurrent;
using System.Text.Json;
using Estop.Testing.Tests.Zoo;

namespace Estop.WorkerHost.Tests;

/// <summary>
/// Every hostile worker that is abandoned inside its process, by the table of the guarantees, is stopped in a child, by the rung
/// that the table names. With <c>ESTOP_UPDATE_SNAPSHOTS=1</c> these columns are written anew.
/// </summary>
public sealed class ZooTests
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
        var endings = new ConcurrentDictionary<string, Rung>();
        foreach (var batch in Abandoned(woven).Chunk(AtOnce))
        {
            await Task.WhenAll(batch.Select(name => StopOneAsync(service, name, where, woven, failures, endings))).WaitAsync(HardTimeout);
        }

        Assert.Empty(failures);
        if (Environment.GetEnvironmentVariable("ESTOP_UPDATE_SNAPSHOTS") == "1")
        {
            Write(where, woven, endings);
            return;
        }

        var table = ZooTable.Read();
        Assert.Empty(endings.Where(one => !IsAsSaid(one.Value, Said(table[one.Key], where, woven)))
            .Select(one => $"{one.Key}: {one.Value}, and not {Said(table[one.Key], where, woven)}"));
    }

    [Fact]
    public void The_table_names_what_is_abandoned()
    {
        Assert.True(Abandoned(woven: true).Count >= 5, "Of the woven ones.");
        Assert.True(Abandoned(woven: false).Count >= 30, "Of those that are not woven.");
    }

    private static async Task StopOneAsync(
        ChildService service,
        string name,
        Containment where,
        bool woven,
        ConcurrentQueue<string> failures,
        ConcurrentDictionary<string, Rung> endings)
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

        if (receipt.EndedBy is { } rung)
        {
            endings[name] = rung;
        }
        else if (where == Containment.OwnProcess)
        {
            // In a shared one its stop may have met its move out of a process that was killed because of another.
            failures.Enqueue($"{name}: nothing is named that has ended it.");
        }

        if (where == Containment.OwnProcess && ChildService.IsAlive(process ?? 0))
        {
            failures.Enqueue($"{name}: process {process} is still there.");
        }
    }

    /// <summary>From the table: the names of the woven or the unwoven ones that are abandoned.</summary>
    private static List<string> Abandoned(bool woven) =>
        [.. ZooTable.Read().Where(row => (woven ? row.Value.Woven : row.Value.Unwoven).How == Ending.Abandoned).Select(row => row.Key)];

    private static string Said(ZooRow row, Containment where, bool woven)
    {
        var said = where == Containment.OwnProcess ? row.InOwnProcess : row.InSharedProcess;
        return woven ? said.Woven : said.Unwoven;
    }

    /// <summary>On a machine that is short of processors the kill may come before the rung ahead of it has shown what it can.</summary>
    private static bool IsAsSaid(Rung rung, string said) =>
        rung.ToString() == said
        || (rung is Rung.Abort or Rung.Kill && said is not (ChildEnding.NotNeeded or ChildEnding.Unknown));

    private static void Write(Containment where, bool woven, IReadOnlyDictionary<string, Rung> endings) =>
        ZooTable.Write(ZooTable.Read().ToDictionary(row => row.Key, row =>
        {
            var own = where == Containment.OwnProcess;
            var said = own ? row.Value.InOwnProcess : row.Value.InSharedProcess;
            var ending = endings.TryGetValue(row.Key, out var rung) ? rung.ToString() : ChildEnding.NotNeeded;
            said = woven ? said with { Woven = ending } : said with { Unwoven = ending };
            return own ? row.Value with { InOwnProcess = said } : row.Value with { InSharedProcess = said };
        }));
}
