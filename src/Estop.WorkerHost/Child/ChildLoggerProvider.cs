using Microsoft.Extensions.Logging;

namespace Estop.WorkerHost;

/// <summary>Gives what is logged in the child to the service, with the run that logged it. Never blocks.</summary>
internal sealed class ChildLoggerProvider(Action<Message> send) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, send);

    public void Dispose()
    {
    }

    private sealed class Logger(string category, Action<Message> send) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
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
}
