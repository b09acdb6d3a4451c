using Microsoft.Extensions.Logging;

namespace Estop.Workers;

/// <summary>
/// The scope in which a run logs. By itself, and without a delegate made for it: each child process begins one, and would compile what
/// that takes.
/// </summary>
internal static class RunLogging
{
    public static IDisposable? BeginRun(this ILogger logger, WorkerContext context) =>
        logger.BeginRun(context.Kind, context.WorkerId, context.Run);

    public static IDisposable? BeginRun(this ILogger logger, string kind, string workerId, int run) =>
        logger.BeginScope("{Kind} {WorkerId} run {Run}", kind, workerId, run);
}
