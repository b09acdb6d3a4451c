using Microsoft.Extensions.Logging;

namespace Estop.WorkerHost;

/// <summary>Makes the child's logger one of those that the workers' own logging has.</summary>
internal sealed class ChildLoggerProvider(Action<Message> send) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new ChildLogger(categoryName, LogLevel.Trace, send);

    public void Dispose()
    {
    }
}
