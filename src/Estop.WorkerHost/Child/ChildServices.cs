using System.Reflection;
using Estop.Workers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Estop.WorkerHost;

/// <summary>
/// What the workers of a child are given. The container is built for the first that takes something from it, and is asked once
/// for each thing: for what it is asked twice it would compile code.
/// </summary>
internal sealed class ChildServices : IServiceScopeFactory
{
    private readonly List<Kind> _kinds = [];
    private readonly Lazy<ServiceProvider> _provider;
    private readonly Lazy<IServiceScopeFactory> _scopes;
    private readonly Lazy<ILoggerFactory> _loggers;

    /// <summary>Asks the service's class what its workers need.</summary>
    public ChildServices(Type setup, IReadOnlyDictionary<string, string?> values, Action<Message> send)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        typeof(ChildServices)
            .GetMethod(nameof(Configure), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(setup)
            .CreateDelegate<Action<IServiceCollection, IConfiguration>>()(services, configuration);
        foreach (var service in services)
        {
            if (service.ServiceType == typeof(Kind))
            {
                _kinds.Add((Kind)service.ImplementationInstance!);
            }
        }

        var loggers = AddLogging(services, LogLevels.Of(values), send);
        _provider = new(() => services.BuildServiceProvider());
        _scopes = new(() => _provider.Value.GetRequiredService<IServiceScopeFactory>());
        _loggers = new(() => loggers ?? _provider.Value.GetRequiredService<ILoggerFactory>());
    }

    public IReadOnlyList<Kind> Kinds => _kinds;

    public ILoggerFactory Loggers => _loggers.Value;

    public IServiceScope CreateScope() => _scopes.Value.CreateScope();

    private static void Configure<TSetup>(IServiceCollection services, IConfiguration configuration)
        where TSetup : IWorkerSetup => TSetup.ConfigureWorkers(services, configuration);

    /// <summary>
    /// Where the workers bring no logging of their own, the child's is enough, and much less to load than the framework's.
    /// </summary>
    private static ChildLoggerFactory? AddLogging(ServiceCollection services, LogLevels levels, Action<Message> send)
    {
        if (!services.Any(static service => service.ServiceType == typeof(ILoggerProvider)
            || service.ServiceType == typeof(ILoggerFactory)
            || service.ServiceType == typeof(IConfigureOptions<LoggerFilterOptions>)))
        {
            var loggers = new ChildLoggerFactory(levels, send);
            services.AddSingleton<ILoggerFactory>(loggers);
            services.TryAddSingleton(typeof(ILogger<>), typeof(Logger<>));
            return loggers;
        }

        var ours = new ServiceCollection();
        ours.AddLogging(logging =>
        {
            foreach (var (category, least) in levels.Rules)
            {
                logging.AddFilter(category, least);
            }

            logging.AddProvider(new ChildLoggerProvider(send));
        });

        // Before theirs, as the host's are: where both say something, theirs holds.
        for (var i = 0; i < ours.Count; i++)
        {
            services.Insert(i, ours[i]);
        }

        return null;
    }
}
