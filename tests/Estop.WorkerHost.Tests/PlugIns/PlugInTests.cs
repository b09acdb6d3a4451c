using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Estop.WorkerHost.Tests.PlugIns;

public sealed class PlugInTests : IDisposable
{
    private readonly string _cache = Directory.CreateTempSubdirectory("estop-").FullName;

    public void Dispose() => Directory.Delete(_cache, recursive: true);

    [Theory]
    [InlineData(Containment.InProcess)]
    [InlineData(Containment.SharedProcess)]
    [InlineData(Containment.OwnProcess)]
    public async Task A_worker_of_a_plug_in_runs_anywhere_and_is_stopped_at_its_safepoint(Containment where)
    {
        using var host = await StartAsync();
        var supervisor = host.Services.GetRequiredService<Supervisor>();

        var id = (await Phase.InTime(supervisor.StartAsync(new StartRequest
        {
            Kind = "spinner",
            Containment = where,
            Input = JsonSerializer.SerializeToElement(new { name = "Ada" }),
        }))).Worker.Id;
        Phase.Until(() => supervisor.Find(id)!.Run is { Progress: not null } or { EndedAt: not null }, "it has reported");
        var run = supervisor.Find(id)!.Run;
        var receipt = (await Phase.InTime(supervisor.StopAsync(id))).Stop;

        Assert.Equal((where, $"Ada in {run.ProcessId ?? Environment.ProcessId}"), (run.Containment, run.Progress?.Text));
        Assert.Equal((ScopeOutcome.Stopped, Rung.Safepoint), (receipt.Outcome, receipt.EndedBy));
        Assert.All(run.Threads, thread => Assert.False(Directory.Exists($"/proc/{run.ProcessId ?? Environment.ProcessId}/task/{thread}")));
        await Phase.InTime(host.StopAsync());
    }

    private async Task<IHost> StartAsync()
    {
        // Its folder beside the tests' own.
        var here = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
        var plugIn = Path.Combine(here, "..", "..", "Estop.Tests.PlugIn", Path.GetFileName(here), "Estop.Tests.PlugIn.dll");
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([new("plug-in", Path.GetFullPath(plugIn)), new("cache", _cache)]);
        builder.Services.AddEstop(estop => estop.UseProcesses<PlugInWorkers>(builder.Configuration, options => options.Spares = 0));
        var host = builder.Build();
        await Phase.InTime(host.StartAsync());
        return host;
    }
}
