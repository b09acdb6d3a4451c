using Estop.Weaving;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Estop.WorkerHost.Tests.PlugIns;

/// <summary>The workers of a plug-in, which is woven as it is loaded: in the service, and in each child.</summary>
internal sealed class PlugInWorkers : IWorkerSetup
{
    public static void ConfigureWorkers(IServiceCollection services, IConfiguration configuration)
    {
        var options = new WovenLoadOptions { CacheDirectory = configuration["cache"] };
        var plugIn = new WovenAssemblyLoadContext(configuration["plug-in"]!, options).LoadPlugIn();
        services.AddEstop(estop => estop.AddWorker(
            "spinner",
            plugIn.GetType("Estop.Tests.PlugIn.Spinner", throwOnError: true)!,
            options => options.Ladder = Ladders.WithTimeToComeOut));
    }
}
