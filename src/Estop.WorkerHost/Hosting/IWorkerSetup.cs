using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Estop.WorkerHost;

/// <summary>
/// Declares what workers need, once for the service and for its child processes: a child makes these services and nothing else of
/// the service.
/// </summary>
public interface IWorkerSetup
{
    /// <summary>
    /// Registers the kinds, with <c>services.AddEstop(estop => estop.AddWorker&lt;…&gt;(…))</c>, and the services that they take.
    /// Called once in the service and once in each child process.
    /// </summary>
    /// <param name="services">
    /// The services: in the service all of its own, in a child none but logging and the configuration.
    /// </param>
    /// <param name="configuration">The service's configuration, in a child as it was when the service was started.</param>
    static abstract void ConfigureWorkers(IServiceCollection services, IConfiguration configuration);
}
