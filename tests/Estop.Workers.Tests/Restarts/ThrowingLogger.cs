using Microsoft.Extensions.Logging;

namespace Estop.Workers.Tests.Restarts;

/// <summary>Throws at whatever is said of workers.</summary>
internal sealed class ThrowingLogger : ILoggerFactory, ILogger
{
    private bool _throws;

    /// <summary>Whether it throws when it is asked whether it would take what is said; else when it takes it.</summary>
    public bool ThrowsWhenAsked { get; init; }

    /// <summary>Those for others, such as the host, say nothing.</summary>
    public ILogger CreateLogger(string categoryName) => new ThrowingLogger
    {
        ThrowsWhenAsked = ThrowsWhenAsked,
        _throws = categoryName == typeof(Supervisor).FullName,
    };

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => _throws && ThrowsWhenAsked ? throw new IOException("The log is full.") : _throws;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (_throws)
        {
            throw new IOException("The log is full.");
        }
    }
}
