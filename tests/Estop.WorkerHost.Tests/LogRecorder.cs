using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Estop.WorkerHost.Tests;

/// <summary>Keeps what the service logs; of very much, what is worth a warning.</summary>
internal sealed class LogRecorder : ILoggerProvider
{
    private const int Many = 10_000;

    public ConcurrentQueue<(string Category, LogLevel Level, string Text)> Entries { get; } = new();

    public bool Has(string text) => Entries.Any(entry => entry.Text.Contains(text, StringComparison.Ordinal));

    /// <summary>Whether a line begins so. The service's own do not, which may have a worker's random id somewhere in them.</summary>
    public bool HasLine(string beginning) => Entries.Any(entry => entry.Text.StartsWith(beginning, StringComparison.Ordinal));

    public ILogger CreateLogger(string categoryName) => new Recorder(categoryName, Entries);

    public void Dispose()
    {
    }

    private sealed class Recorder(string category, ConcurrentQueue<(string Category, LogLevel Level, string Text)> entries) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Warning || entries.Count < Many)
            {
                entries.Enqueue((category, logLevel, formatter(state, exception)));
            }
        }
    }
}
