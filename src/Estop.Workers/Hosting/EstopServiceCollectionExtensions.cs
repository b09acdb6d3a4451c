using Estop.Workers;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Estop to a service.</summary>
public static class EstopServiceCollectionExtensions
{
    private const string RoleVariable = "ESTOP_ROLE";

    /// <summary>
    /// Adds the <see cref="Supervisor"/>, and to the host that it stops all workers when it shuts down. Can be called more
    /// than once; the kinds add up.
    /// </summary>
    /// <param name="services">The service's services.</param>
    /// <param name="configure">Registers kinds and settings.</param>
    /// <exception cref="InvalidOperationException">This process was meant to be a child, and its startup hook was not called.</exception>
    public static EstopBuilder AddEstop(this IServiceCollection services, Action<EstopBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (Environment.GetEnvironmentVariable(RoleVariable) is { } role)
        {
            // The executable was started as a child or a guardian, and nothing has taken it over: it would be a second service.
            throw new InvalidOperationException(
                $"This process was started as '{role}' of a service, and its startup hook was not called. Publish the service "
                    + "untrimmed, with StartupHookSupport at true.");
        }

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
