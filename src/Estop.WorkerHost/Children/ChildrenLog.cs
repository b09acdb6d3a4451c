using Microsoft.Extensions.Logging;

namespace Estop.WorkerHost;

/// <summary>What is logged of child processes. The event ids are stable.</summary>
internal static partial class ChildrenLog
{
    [LoggerMessage(
        2001, LogLevel.Error,
        "The files of the service have been replaced since it was started: no child process is started any more; restart it")]
    public static partial void FilesWereReplaced(this ILogger logger);

    [LoggerMessage(2002, LogLevel.Warning, "Child process {ProcessId} was asked to terminate, and runs on")]
    public static partial void ChildAskedToTerminate(this ILogger logger, int processId);

    [LoggerMessage(2003, LogLevel.Information, "Child process {ProcessId}: {Line}")]
    public static partial void ChildWrote(this ILogger logger, int processId, string line);

    [LoggerMessage(2004, LogLevel.Error, "A spare child process could not be made")]
    public static partial void NoSpare(this ILogger logger, Exception exception);
}
