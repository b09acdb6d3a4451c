using System.Runtime.CompilerServices;

namespace Estop.Runtime;

/// <summary>Async methods without a task: what one throws ends the process.</summary>
public static class AsyncVoids
{
    /// <summary>
    /// In place of <see cref="AsyncVoidMethodBuilder.SetException"/>: a stop ends the method, and not the process.
    /// </summary>
    [ReplacesCall(typeof(AsyncVoidMethodBuilder), nameof(AsyncVoidMethodBuilder.SetException))]
    public static void SetException(ref AsyncVoidMethodBuilder builder, Exception exception)
    {
        if (exception is OperationCanceledException
            && (exception.InnerException is StopException || Ambient.Scope is { IsStopping: true }))
        {
            builder.SetResult();
        }
        else
        {
            builder.SetException(exception);
        }
    }
}
