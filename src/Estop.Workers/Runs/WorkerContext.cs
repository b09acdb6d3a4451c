using Microsoft.Extensions.Logging;

namespace Estop.Workers;

/// <summary>What a run knows of itself, and how it tells of its progress. Safe to use from any thread of the run.</summary>
public sealed class WorkerContext
{
    private readonly ProgressBoard _progress;
    private readonly StopScope _scope;

    internal WorkerContext(
        string workerId, string kind, int run, ILogger logger, ProgressBoard progress, StopScope scope)
    {
        WorkerId = workerId;
        Kind = kind;
        Run = run;
        Logger = logger;
        _progress = progress;
        _scope = scope;
    }

    /// <summary>The worker's id.</summary>
    public string WorkerId { get; }

    /// <summary>The name of the worker's kind.</summary>
    public string Kind { get; }

    /// <summary>The number of this run. The first is 1.</summary>
    public int Run { get; }

    /// <summary>
    /// Cancelled by the first rung of a stop. Looking at it is a courtesy, and what a graceful stop is for; code that
    /// never does is stopped all the same.
    /// </summary>
    // Not asked for before the code asks: who has never looked at its token has not ended because of it.
    public CancellationToken Token => _scope.Token;

    /// <summary>A logger whose entries carry the worker's id, kind and run.</summary>
    public ILogger Logger { get; }

    /// <summary>
    /// Makes <paramref name="handle"/> the run's: a stop disposes it when blocking I/O on it is what keeps code of the run from
    /// coming out, and nothing else helps. What was given last is closed first. It is not kept alive. Woven code does this for
    /// the sockets that it opens.
    /// </summary>
    /// <returns><paramref name="handle"/>.</returns>
    public T Own<T>(T handle)
        where T : class, IDisposable => _scope.Own(handle);

    /// <summary>Shows that the run is alive.</summary>
    public void Report() => _progress.Report(text: null, value: null);

    /// <summary>Shows that the run is alive, and where it is in words.</summary>
    /// <param name="text">The words; they are cut after 1,000 characters.</param>
    public void Report(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _progress.Report(text, value: null);
    }

    /// <summary>Shows that the run is alive, and where it is as a number.</summary>
    /// <param name="value">The number, in any unit.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is not finite.</exception>
    public void Report(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "Progress must be a finite number.");
        }

        _progress.Report(text: null, value);
    }
}
