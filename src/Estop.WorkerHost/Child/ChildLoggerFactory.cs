using Microsoft.Extensions.Logging;

namespace Estop.WorkerHost;

/// <summary>The loggers of a child whose workers bring no logging of their own.</summary>
internal sealed class ChildLoggerFactory(LogLevels levels, Action<Message> send) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new ChildLogger(categoryName, levels.For(categoryName), send);

    public void AddProvider(ILoggerProvider provider) =>
        throw new NotSupportedException("Add logger providers in ConfigureWorkers, as services.");

    public void Dispose()
    {
    }
}
