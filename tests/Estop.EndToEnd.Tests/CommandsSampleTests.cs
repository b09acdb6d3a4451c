using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Estop.EndToEnd.Tests.Services;

namespace Estop.EndToEnd.Tests;

/// <summary>A Python loop and a shell pipeline as workers, by the sample.</summary>
public partial class CommandsSampleTests(CommandsService service) : IClassFixture<CommandsService>
{
    [Fact]
    public async Task A_python_loop_that_ignores_its_signal_is_ended_with_its_child()
    {
        var id = await service.Api.StartAsync("watch", new { name = "py", seconds = 5 });
        var child = int.Parse(
            (await service.Output.LineAsync(WithChild)).Groups["child"].Value, CultureInfo.InvariantCulture);
        var process = (await service.Api.IsAsync(id, worker => worker.WorkerStatus == "running"))
            .Json.GetProperty("run").GetProperty("processId").GetInt32();
        Assert.True(IsAlive(process) && IsAlive(child));

        var deleted = await service.Api.DeleteAsync(id);

        Assert.Equal(HttpStatusCode.OK, deleted.Status);
        Assert.Equal("kill", deleted.Json.GetProperty("endedBy").GetString());
        Assert.Equal(process, deleted.Json.GetProperty("proof").GetProperty("processId").GetInt32());
        Assert.False(IsAlive(process) || IsAlive(child));
    }

    [Fact]
    public async Task A_shell_pipeline_is_ended_with_all_its_parts()
    {
        var id = await service.Api.StartAsync("pipeline", new { name = "sh-test" });
        await service.Output.LineAsync(Ticks);
        var process = (await service.Api.GetAsync(id)).Json.GetProperty("run").GetProperty("processId").GetInt32();
        var parts = ProcessesOf(process);
        Assert.True(parts.Count >= 4, $"Only {parts.Count} processes belong to it.");

        var deleted = await service.Api.DeleteAsync(id);

        Assert.Equal(HttpStatusCode.OK, deleted.Status);
        Assert.All(parts, part => Assert.False(IsAlive(part)));
        Assert.True(service.IsAlive);
    }

    private static bool IsAlive(int process) => Directory.Exists($"/proc/{process}");

    /// <summary>Those of its session, which all parts of a pipeline stay in.</summary>
    private static List<int> ProcessesOf(int session)
    {
        var found = new List<int>();
        foreach (var folder in Directory.GetDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])))
        {
            try
            {
                var stat = File.ReadAllText(Path.Combine(folder, "stat"));
                if (stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[3] == session.ToString(CultureInfo.InvariantCulture))
                {
                    found.Add(int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture));
                }
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }
        }

        return found;
    }

    [GeneratedRegex(@"py: watching, with a child (?<child>\d+)")]
    private static partial Regex WithChild { get; }

    [GeneratedRegex(@"sh-test \d+:")]
    private static partial Regex Ticks { get; }
}
