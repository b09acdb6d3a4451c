using System.Globalization;
using System.Net;
using System.Text.Json;
using Estop.EndToEnd.Tests.Services;

namespace Estop.EndToEnd.Tests;

/// <summary>Workers in child processes, over HTTP.</summary>
public class ChildProcessTests(HostileService service, ITestOutputHelper log) : IClassFixture<HostileService>
{
    [Theory]
    // The runtime brings an abort to code that computes in ten milliseconds or in two hundred, and the kill comes after one hundred.
    [InlineData("ownProcess", "computing-in-the-framework", "abort", "kill")]
    [InlineData("sharedProcess", "computing-in-the-framework", "kill")]
    // On a machine that is short of processors the rungs of the child may be over before it has had any.
    [InlineData("ownProcess", "swallowing-everything", "safepoint", "kill")]
    [InlineData("sharedProcess", "swallowing-everything", "safepoint", "kill")]
    public async Task A_worker_in_a_child_process_is_stopped_whatever_it_does(
        string containment, string kind, params string[] endedByOneOf)
    {
        var id = await StartAsync(service, kind, containment);
        var run = (await service.Api.HasReportedAsync(id)).Json.GetProperty("run");
        var process = run.GetProperty("processId").GetInt32();
        Assert.Equal(containment, run.GetProperty("containment").GetString());
        Assert.True(IsAlive(process));

        var answer = await service.Api.DeleteAsync(id);

        log.WriteLine($"{answer}");
        Assert.True(answer.Status == HttpStatusCode.OK, $"{answer}");
        Assert.Equal("stopped", answer.Json.GetProperty("outcome").GetString());
        Assert.Contains(answer.Json.GetProperty("endedBy").GetString(), endedByOneOf);
        if (containment == "ownProcess")
        {
            var proof = answer.Json.GetProperty("proof");
            Assert.Equal(("processEnded", process), (proof.GetProperty("kind").GetString(), proof.GetProperty("processId").GetInt32()));
            Assert.False(IsAlive(process));
        }
    }

    [Fact]
    public async Task What_a_worker_has_started_and_let_go_of_dies_with_it()
    {
        var id = await StartAsync(service, "spawning-a-grandchild", "ownProcess");
        var run = (await service.Api.HasReportedAsync(id)).Json.GetProperty("run");
        var grandchild = int.Parse(run.GetProperty("progress").GetProperty("text").GetString()!, CultureInfo.InvariantCulture);
        Assert.True(IsAlive(grandchild));

        var answer = await service.Api.DeleteAsync(id);

        Assert.True(answer.Status == HttpStatusCode.OK, $"{answer}");
        Assert.False(IsAlive(grandchild), $"{answer}");
    }

    [Fact]
    public async Task No_child_outlives_a_service_that_is_killed()
    {
        await using var other = new HostileService();
        await other.InitializeAsync();
        var processes = new List<int>();
        // Last the one that comes back of itself, after seconds.
        foreach (var kind in new[] { "spawning-a-grandchild", "counting", "blocked-in-native-code" })
        {
            var id = await StartAsync(other, kind, "ownProcess");
            var run = (await other.Api.HasReportedAsync(id)).Json.GetProperty("run");
            processes.Add(run.GetProperty("processId").GetInt32());
            if (kind == "spawning-a-grandchild")
            {
                processes.Add(int.Parse(run.GetProperty("progress").GetProperty("text").GetString()!, CultureInfo.InvariantCulture));
            }
        }

        Assert.All(processes, process => Assert.True(IsAlive(process)));
        other.Kill();

        Assert.True(
            SpinWait.SpinUntil(() => !processes.Any(IsAlive), TimeSpan.FromSeconds(30)),
            $"Alive: {string.Join(", ", processes.Where(IsAlive))}");
    }

    [Fact]
    public async Task A_kind_that_was_abandoned_runs_in_a_process_of_its_own_from_then_on_and_says_so()
    {
        await using var other = new HostileService();
        await other.InitializeAsync();
        var first = await other.Api.StartAsync("computing-in-the-framework");
        Assert.Equal("inProcess", Containment(await other.Api.HasReportedAsync(first)));
        Assert.Equal(HttpStatusCode.GatewayTimeout, (await other.Api.DeleteAsync(first, "?deadline=100ms")).Status);

        var second = await other.Api.StartAsync("computing-in-the-framework");

        Assert.Equal("ownProcess", Containment(await other.Api.HasReportedAsync(second)));
        var (next, because) = await NextRunAsync(other, "computing-in-the-framework");
        Assert.Equal("ownProcess", next);
        Assert.Contains("abandoned", because, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await other.Api.DeleteAsync(second)).Status);
    }

    [Theory]
    [InlineData("sleeping-in-native-code", "ownProcess", "libc!sleep (a native function)")]
    [InlineData("counting", "inProcess", "nothing in it that a stop has to wait for")]
    public async Task A_kind_runs_where_the_report_of_its_code_says_and_tells_why(string kind, string where, string expected)
    {
        var (next, because) = await NextRunAsync(service, kind);
        Assert.Equal(where, next);
        Assert.Contains(expected, because, StringComparison.Ordinal);

        var id = await service.Api.StartAsync(kind);
        Assert.Equal(where, Containment(await service.Api.HasReportedAsync(id)));
        Assert.Equal(HttpStatusCode.OK, (await service.Api.DeleteAsync(id)).Status);
    }

    private static async Task<(string? Where, string? Because)> NextRunAsync(ServiceProcess service, string name)
    {
        var kinds = JsonDocument.Parse((await service.Api.SendAsync(HttpMethod.Get, "/v1/kinds")).Text).RootElement;
        var kind = kinds.GetProperty("kinds").EnumerateArray().Single(kind => kind.GetProperty("name").GetString() == name);
        Assert.Equal("auto", kind.GetProperty("containment").GetString());
        return (kind.GetProperty("nextRun").GetString(), kind.GetProperty("nextRunBecause").GetString());
    }

    private static string? Containment(Answer worker) => worker.Json.GetProperty("run").GetProperty("containment").GetString();

    private static bool IsAlive(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task<string> StartAsync(ServiceProcess service, string kind, string containment)
    {
        var answer = await service.Api.PostAsync($$"""{"kind":"{{kind}}","containment":"{{containment}}"}""");
        Assert.True(answer.Status == HttpStatusCode.Created, $"{answer}");
        return answer.Json.GetProperty("id").GetString()!;
    }
}
