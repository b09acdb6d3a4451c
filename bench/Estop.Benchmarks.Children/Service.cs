using System.Collections;
using Estop.WorkerHost;
using Estop.Workers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Estop.Benchmarks.Children;

/// <summary>A service with child processes.</summary>
internal sealed class Service : IAsyncDisposable
{
    private const string ForChildren = "BENCH_CHILD_";

    private readonly IHost _host;

    private Service(IHost host) => _host = host;

    public Supervisor Supervisor => _host.Services.GetRequiredService<Supervisor>();

    public static async Task<Service> StartAsync(int spares)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddEstop(estop => estop
            .UseProcesses<BenchWorkers>(builder.Configuration, options =>
            {
                options.Spares = spares;
                foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
                {
                    // To try a setting of the runtime: BENCH_CHILD_DOTNET_TieredPGO=1.
                    if (variable.Key is string name && name.StartsWith(ForChildren, StringComparison.Ordinal))
                    {
                        options.Environment[name[ForChildren.Length..]] = (string?)variable.Value ?? "";
                    }
                }
            }));
        var host = builder.Build();
        await host.StartAsync();
        return new Service(host);
    }

    /// <summary>Starts so many, a few at a time, and returns their ids.</summary>
    public async Task<IReadOnlyList<string>> StartManyAsync(int count, string kind, Containment where)
    {
        var ids = new string[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (i, _) =>
        {
            var started = await Supervisor.StartAsync(new StartRequest { Kind = kind, Containment = where });
            ids[i] = started.Worker.Id;
        });
        while (ids.Any(id => Supervisor.Find(id)!.Run.Progress is null))
        {
            await Task.Delay(50);
        }

        return ids;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
