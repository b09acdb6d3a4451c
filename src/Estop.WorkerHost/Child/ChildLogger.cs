using Microsoft.Extensions.Logging;

namespace Estop.WorkerHost;

/// <summary>Gives what is logged to the service, with the run that logged it. Never blocks.</summary>
internal sealed class ChildLogger(string category, LogLevel least, Action<Message> send) : ILogger
{
    // The service has the scopes of the run.
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= least && logLevel != LogLevel.None;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        var text = formatter(state, exception);
        send(new Message(MessageType.Log)
        {
            Run = ChildRun.Current,
            Level = logLevel,
            EventId = eventId.Id,
            Category = category,
            Text = exception is null ? text : $"{text}\n{exception}",
        });
    }
}
