using Microsoft.Extensions.Logging;

namespace Estop.WorkerHost;

/// <summary>What is logged of child processes. The event ids are stable.</summary>
internal static partial class ChildrenLog
{
    [LoggerMessage(
        3001, LogLevel.Error,
        "The files of the service have been replaced since it was started: no child process is started any more; restart it")]
    public static partial void FilesWereReplaced(this ILogger logger);

    [LoggerMessage(3002, LogLevel.Warning, "Child process {ProcessId} was asked to terminate, and runs on")]
    public static partial void ChildAskedToTerminate(this ILogger logger, int processId);

    [LoggerMessage(3003, LogLevel.Information, "Child process {ProcessId}: {Line}")]
    public static partial void ChildWrote(this ILogger logger, int processId, string line);

    [LoggerMessage(3004, LogLevel.Error, "A spare child process could not be made")]
    public static partial void NoSpare(this ILogger logger, Exception exception);

    [LoggerMessage(
        3005, LogLevel.Warning,
        "{Count} lines were dropped that workers in child processes had logged: the service's loggers did not take them in time")]
    public static partial void LinesDropped(this ILogger logger, long count);
}
