using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Estop.WorkerHost.Tests;

public sealed class ChildLoggingTests
{
    private static readonly Dictionary<string, string?> Configured = new()
    {
        ["Logging:LogLevel:Default"] = "Warning",
        ["Logging:LogLevel:App"] = "Debug",
        ["Logging:LogLevel:App.Noisy"] = "Error",
        ["Logging:LogLevel:App.*.Http"] = "Critical",
        ["Logging:LogLevel:app.noisy.but"] = "trace",
        ["Logging:LogLevel:Silent"] = "None",
        ["Logging:LogLevel:Wrong"] = "Loud",
    };

    private static readonly string[] Categories =
        ["App", "App.Parts", "Apple", "App.Noisy", "App.Noisy.But", "App.Parts.Http", "Silent.Thing", "Wrong", "Other", ""];

    [Fact]
    public void A_child_logs_what_the_framework_would_log_by_the_same_configuration()
    {
        Assert.Equal(Levels(FrameworkLoggers(Configured)), Levels(new ChildServices(typeof(NoLogging), Configured, Ignore).Loggers));
        Assert.Equal(Levels(FrameworkLoggers([])), Levels(new ChildServices(typeof(NoLogging), Empty, Ignore).Loggers));
    }

    [Fact]
    public void Workers_that_bring_filters_have_them_beside_the_configured_ones()
    {
        var loggers = new ChildServices(typeof(FilteredLogging), Configured, Ignore).Loggers;
        Assert.True(loggers.CreateLogger("App.Parts").IsEnabled(LogLevel.Debug));
        Assert.True(loggers.CreateLogger("Other").IsEnabled(LogLevel.Trace));
    }

    [Fact]
    public void Workers_that_bring_a_provider_log_through_it_and_to_the_service()
    {
        var sent = new List<Message>();
        var logger = new ChildServices(typeof(OwnProvider), Configured, sent.Add).Loggers.CreateLogger("App");
        logger.Log(LogLevel.Warning, default, "said", null, static (text, _) => text);
        Assert.Equal("said", Assert.Single(sent).Text);
        Assert.Contains(("App", LogLevel.Warning, "said"), OwnProvider.Recorder.Entries);
    }

    [Fact]
    public void Services_of_workers_log_as_workers_do()
    {
        var sent = new List<Message>();
        var services = new ChildServices(typeof(NoLogging), Configured, sent.Add);
        using var scope = services.CreateScope();
        var logger = scope.ServiceProvider.GetRequiredService<ILogger<ChildLoggingTests>>();
        logger.Log(LogLevel.Information, default, "too little", null, static (text, _) => text);
        logger.Log(LogLevel.Error, default, "enough", new InvalidOperationException("why"), static (text, _) => text);
        var message = Assert.Single(sent);
        Assert.Equal(typeof(ChildLoggingTests).FullName, message.Category);
        Assert.Equal(LogLevel.Error, message.Level);
        Assert.StartsWith("enough\nSystem.InvalidOperationException: why", message.Text, StringComparison.Ordinal);
    }

    private static Dictionary<string, string?> Empty => [];

    private static void Ignore(Message message)
    {
    }

    private static ILoggerFactory FrameworkLoggers(Dictionary<string, string?> values)
    {
        return new ServiceCollection()
            .AddLogging(logging =>
            {
                foreach (var (category, least) in LogLevels.Of(values).Rules)
                {
                    logging.AddFilter(category, least);
                }

                logging.AddProvider(new LogRecorder());
            })
            .BuildServiceProvider()
            .GetRequiredService<ILoggerFactory>();
    }

    private static IEnumerable<string> Levels(ILoggerFactory loggers) => Categories.Select(category =>
        $"{category}: {string.Join(' ', Real.Where(loggers.CreateLogger(category).IsEnabled))}");

    private static IEnumerable<LogLevel> Real => Enum.GetValues<LogLevel>().Where(static level => level != LogLevel.None);

    private sealed class NoLogging : IWorkerSetup
    {
        public static void ConfigureWorkers(IServiceCollection services, IConfiguration configuration) => services.AddEstop();
    }

    private sealed class FilteredLogging : IWorkerSetup
    {
        public static void ConfigureWorkers(IServiceCollection services, IConfiguration configuration) =>
            services.AddLogging(static logging => logging.AddFilter("Other", LogLevel.Trace)).AddEstop();
    }

    private sealed class OwnProvider : IWorkerSetup
    {
        public static LogRecorder Recorder { get; } = new();

        public static void ConfigureWorkers(IServiceCollection services, IConfiguration configuration) =>
            services.AddSingleton<ILoggerProvider>(Recorder).AddEstop();
    }
}
