using Microsoft.Extensions.Logging;

namespace Estop.Workers;

/// <summary>What is logged of workers. The event ids are stable.</summary>
internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Information, "Started run {Run} of worker {WorkerId} ({Kind})")]
    public static partial void RunStarted(this ILogger logger, string workerId, int run, string kind);

    [LoggerMessage(1002, LogLevel.Information, "Run {Run} of worker {WorkerId} completed")]
    public static partial void RunCompleted(this ILogger logger, string workerId, int run);

    [LoggerMessage(1003, LogLevel.Error, "Run {Run} of worker {WorkerId} failed: {Error}")]
    public static partial void RunFailed(
        this ILogger logger, Exception? exception, string workerId, int run, string? error);

    [LoggerMessage(1004, LogLevel.Error, "What was made for run {Run} of worker {WorkerId} could not be disposed")]
    public static partial void DisposalFailed(this ILogger logger, Exception exception, string workerId, int run);

    [LoggerMessage(1005, LogLevel.Warning, "Worker {WorkerId} is started again as run {Run}: {Reason}")]
    public static partial void WorkerRestarted(this ILogger logger, string workerId, int run, string reason);

    [LoggerMessage(1006, LogLevel.Error, "Worker {WorkerId} could not be started again after run {Run}")]
    public static partial void RestartFailed(this ILogger logger, Exception exception, string workerId, int run);

    [LoggerMessage(1007, LogLevel.Information, "Worker {WorkerId} will be started again in {DelayMilliseconds} ms: {Reason}")]
    public static partial void RestartPlanned(this ILogger logger, string workerId, double delayMilliseconds, string reason);

    [LoggerMessage(1008, LogLevel.Error, "Worker {WorkerId} is not started again: {Reason}")]
    public static partial void RestartsGivenUp(this ILogger logger, string workerId, string reason);

    [LoggerMessage(
        1101, LogLevel.Information,
        "Stop of run {Run} of worker {WorkerId} requested: mode {Mode}, by {RequestedBy}, reason {Reason}")]
    public static partial void StopRequested(
        this ILogger logger, string workerId, int run, StopMode mode, string requestedBy, string reason);

    [LoggerMessage(
        1102, LogLevel.Information,
        "Run {Run} of worker {WorkerId} is over after {ElapsedMilliseconds} ms: {Outcome}, ended by {EndedBy}, cleanup {Cleanup}")]
    public static partial void StopEnded(
        this ILogger logger, string workerId, int run, double elapsedMilliseconds, ScopeOutcome outcome, Rung? endedBy,
        CleanupOutcome cleanup);

    [LoggerMessage(
        1103, LogLevel.Error,
        "Run {Run} of worker {WorkerId} did not end within {ElapsedMilliseconds} ms and is abandoned: its code may still execute")]
    public static partial void StopAbandoned(
        this ILogger logger, string workerId, int run, double elapsedMilliseconds);

    [LoggerMessage(1104, LogLevel.Warning, "The code of abandoned run {Run} of worker {WorkerId} has left after all")]
    public static partial void AbandonedRunLeft(this ILogger logger, string workerId, int run);

    [LoggerMessage(1201, LogLevel.Information, "Host shutdown: {Stopped} workers ended, {Abandoned} abandoned")]
    public static partial void AllStopped(this ILogger logger, int stopped, int abandoned);

    public static void StopEnded(this ILogger logger, WorkerStopReceipt receipt)
    {
        var stop = receipt.Stop;
        var elapsed = stop.Elapsed.TotalMilliseconds;
        if (stop.Outcome == ScopeOutcome.Abandoned)
        {
            logger.StopAbandoned(receipt.WorkerId, receipt.Run, elapsed);
        }
        else
        {
            logger.StopEnded(receipt.WorkerId, receipt.Run, elapsed, stop.Outcome, stop.EndedBy, stop.Cleanup);
        }
    }
}
