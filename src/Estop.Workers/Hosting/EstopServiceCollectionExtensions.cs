using Estop.Workers;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Estop to a service.</summary>
public static class EstopServiceCollectionExtensions
{
    /// <summary>
    /// Adds the <see cref="Supervisor"/>, and to the host that it stops all workers when it shuts down. Can be called more
    /// than once; the kinds add up.
    /// </summary>
    /// <param name="services">The service's services.</param>
    /// <param name="configure">Registers kinds and settings.</param>
    public static EstopBuilder AddEstop(this IServiceCollection services, Action<EstopBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<EstopOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EstopOptions>, EstopOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ThreadBudget>();
        services.TryAddSingleton<AbandonBudget>();
        services.TryAddSingleton<EstopMetrics>();
        services.TryAddSingleton<KindRegistry>();
        services.TryAddSingleton<RunEnvironment>();
        services.TryAddSingleton(provider => new Supervisor(
            provider.GetRequiredService<KindRegistry>(), provider.GetRequiredService<RunEnvironment>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, EstopHostedService>());

        var builder = new EstopBuilder(services);
        configure?.Invoke(builder);
        return builder;
    }
}
