using System.Text.Json;
using Estop.Processes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Estop.WorkerHost.Tests;

/// <summary>A service with child processes. The children are this test's own executable.</summary>
internal sealed class ChildService : IAsyncDisposable
{
    private readonly IHost _host;

    private ChildService(IHost host, LogRecorder logs)
    {
        _host = host;
        Logs = logs;
    }

    public LogRecorder Logs { get; }

    public Supervisor Supervisor => _host.Services.GetRequiredService<Supervisor>();

    public static async Task<ChildService> StartAsync(
        Action<ProcessOptions>? configure = null, Action<EstopBuilder>? register = null, string? starved = null)
    {
        var logs = new LogRecorder();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([new("greeting", "Good day"), new("starved", starved)]);
        builder.Logging.AddProvider(logs);
        var estop = builder.Services.AddEstop()
            .UseProcesses<TestWorkers>(builder.Configuration, options =>
            {
                options.Spares = 0;
                configure?.Invoke(options);
            })
            .AddWorker<NoInput>("only-here", OrdinaryWork.Sleep);
        register?.Invoke(estop);
        var host = builder.Build();
        await Phase.InTime(host.StartAsync());
        return new ChildService(host, logs);
    }

    /// <summary>Starts a worker, and returns when it has reported.</summary>
    public async Task<WorkerSnapshot> StartAsync(
        string kind, Containment containment, object? input = null, RestartPolicy? restart = null)
    {
        var started = await Phase.InTime(Supervisor.StartAsync(new StartRequest
        {
            Kind = kind,
            Containment = containment,
            Restart = restart,
            Input = input is null ? null : JsonSerializer.SerializeToElement(input, JsonSerializerOptions.Web),
        }));
        Phase.Until(
            () => Find(started.Worker.Id).Run is { Progress: not null } or { EndedAt: not null },
            $"{kind} has reported; its run is {Find(started.Worker.Id).Run}");
        return Find(started.Worker.Id);
    }

    public WorkerSnapshot Find(string id) => Supervisor.Find(id)!;

    /// <summary>Stops a worker, and demands that it is dead.</summary>
    public async Task<StopReceipt> StopAsync(string id, StopRequest? request = null)
    {
        var receipt = (await Phase.InTime(Supervisor.StopAsync(id, request: request))).Stop;
        Assert.True(
            receipt.Outcome == ScopeOutcome.Stopped,
            $"{id} is {receipt.Outcome}; {string.Join(' ', receipt.LeftBehind)} {Find(id).Run.Error} {string.Join(' ', receipt.Rungs)}");
        return receipt;
    }

    public async ValueTask DisposeAsync()
    {
        await Phase.InTime(_host.StopAsync());
        _host.Dispose();
    }

    /// <summary>The kernel's letter for the state of a process.</summary>
    public static char StateOf(int processId)
    {
        var stat = File.ReadAllText($"/proc/{processId}/stat");
        return stat[stat.LastIndexOf(')') + 2];
    }

    public static void Kill(int processId)
    {
        using var process = System.Diagnostics.Process.GetProcessById(processId);
        process.Kill();
    }

    /// <summary>As an operator does by SIGSTOP: nothing executes in the process any more.</summary>
    public static void Hold(int processId)
    {
        Assert.Equal(0, Libc.Kill(processId, UnixSignals.Stop));
        Phase.Until(() => StateOf(processId) == 'T', "nothing executes in the process any more");
    }

    /// <summary>Undoes <see cref="Hold"/>.</summary>
    public static void LetGo(int processId) => Assert.Equal(0, Libc.Kill(processId, UnixSignals.Continue));

    public static bool IsAlive(int processId) => Directory.Exists($"/proc/{processId}");
}
