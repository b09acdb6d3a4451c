using Estop.Workers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Estop.WorkerHost;

/// <summary>Adds child processes to a service.</summary>
public static class EstopProcessesBuilderExtensions
{
    /// <summary>Lets programs be workers. For a service all of whose other workers run in its own process.</summary>
    /// <param name="builder">The service.</param>
    /// <param name="configure">Changes the settings of the child processes, but for the spares: there are none for workers.</param>
    /// <exception cref="InvalidOperationException">The service has child processes already.</exception>
    public static EstopBuilder UseProcesses(this EstopBuilder builder, Action<ProcessOptions>? configure = null) =>
        builder.UseProcesses<NoWorkers>(new ConfigurationManager(), options =>
        {
            configure?.Invoke(options);
            options.Spares = 0;
        });

    /// <summary>
    /// Lets workers run in child processes, and registers the kinds of <typeparamref name="TSetup"/>: these can. A child is the
    /// service's own executable, taken over before its <c>Main</c>.
    /// </summary>
    /// <typeparam name="TSetup">Declares the kinds and what they need.</typeparam>
    /// <param name="builder">The service.</param>
    /// <param name="configuration">The service's configuration; the children are given a copy.</param>
    /// <param name="configure">Changes the settings of the children.</param>
    /// <exception cref="InvalidOperationException">The service has child processes already.</exception>
    public static EstopBuilder UseProcesses<TSetup>(
        this EstopBuilder builder, IConfiguration configuration, Action<ProcessOptions>? configure = null)
        where TSetup : IWorkerSetup
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configuration);
        var services = builder.Services;
        if (services.Any(service => service.ServiceType == typeof(IChildProcesses)))
        {
            throw new InvalidOperationException("UseProcesses was called before; a service has one class that declares its workers.");
        }

        var before = services.Count;
        TSetup.ConfigureWorkers(services, configuration);
        foreach (var kind in services.Skip(before).Where(static service => service.ServiceType == typeof(Kind)))
        {
            ((Kind)kind.ImplementationInstance!).RunsInChildren = true;
        }

        services.AddOptions<ProcessOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ProcessOptions>, ProcessOptionsValidator>());
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.AddSingleton(new ChildSetup(typeof(TSetup), configuration));
        services.AddSingleton<ChildProcesses>();
        services.AddSingleton<IChildProcesses>(provider => provider.GetRequiredService<ChildProcesses>());
        services.AddHostedService<ChildrenHostedService>();
        return builder;
    }
}
