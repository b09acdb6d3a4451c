using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Estop.Workers;

/// <summary>What runs take from the service that they run in.</summary>
internal sealed record RunEnvironment(
    IServiceScopeFactory Scopes,
    ILoggerFactory Loggers,
    TimeProvider TimeProvider,
    ThreadBudget Threads,
    AbandonBudget Abandoned,
    EstopMetrics Metrics,
    IChildProcesses? Children = null)
{
    /// <summary>Where the supervisor and its runs log what happens to workers.</summary>
    public ILogger Log { get; } = new HarmlessLogger(Loggers.CreateLogger(typeof(Supervisor)));
}
