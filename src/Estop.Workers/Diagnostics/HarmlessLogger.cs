using Microsoft.Extensions.Logging;

namespace Estop.Workers;

/// <summary>
/// A logger that does not throw what those behind it throw: no start, stop or restart of a worker is lost to a log that is full.
/// </summary>
internal sealed class HarmlessLogger(ILogger inner) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => Harmless.Get(() => inner.BeginScope(state));

    public bool IsEnabled(LogLevel logLevel) => Harmless.Get(() => inner.IsEnabled(logLevel));

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Harmless.Run(() => inner.Log(logLevel, eventId, state, exception, formatter));
}
