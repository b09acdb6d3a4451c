using Estop.WorkerHost;
using Estop.Workers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Estop.Benchmarks.Children;

/// <summary>Workers that wait.</summary>
internal sealed class BenchWorkers : IWorkerSetup
{
    public static void ConfigureWorkers(IServiceCollection services, IConfiguration configuration) => services.AddEstop(estop => estop
        .AddWorker<NoInput>("sleeping", static (_, context) =>
        {
            context.Report();
            while (true)
            {
                Thread.Sleep(1000);
            }
        })
        .AddAsyncWorker<NoInput>("awaiting", static async (_, context) =>
        {
            context.Report();
            while (true)
            {
                await Task.Delay(1000);
            }
        })
        .AddWorker<ServedWorker>("served")
        .AddWorker<NoInput>("spawning", Spawning.Run)
        .AddWorker<NoInput>("native-loop", static (_, context) =>
        {
            context.Report();
            NativeLoop.Run();
        }));
}
