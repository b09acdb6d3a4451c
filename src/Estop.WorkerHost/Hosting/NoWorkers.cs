using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Estop.WorkerHost;

/// <summary>Of a service whose child processes are programs only.</summary>
internal sealed class NoWorkers : IWorkerSetup
{
    public static void ConfigureWorkers(IServiceCollection services, IConfiguration configuration)
    {
    }
}
