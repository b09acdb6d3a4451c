using System.Runtime.CompilerServices;

namespace Estop.Runtime;

/// <summary>Async methods without a task: nobody waits for one, and what one throws ends the process.</summary>
public static class AsyncVoids
{
    /// <summary>
    /// In place of <see cref="AsyncVoidMethodBuilder.Create"/>: the method belongs to the scope that calls it, which is not
    /// over before the method has ended.
    /// </summary>
    [ReplacesCall(typeof(AsyncVoidMethodBuilder), nameof(AsyncVoidMethodBuilder.Create))]
    public static AsyncVoidMethodBuilder Create()
    {
        if (Ambient.Scope is not { } scope)
        {
            return AsyncVoidMethodBuilder.Create();
        }

        // The builder tells the context of its caller when the method starts and ends. Its awaits capture another one,
        // when they come to it.
        var callers = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new Context(scope, callers));
        try
        {
            return AsyncVoidMethodBuilder.Create();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(callers);
        }
    }

    /// <summary>
    /// In place of <see cref="AsyncVoidMethodBuilder.SetException"/>: a stop ends the method, and not the process.
    /// </summary>
    [ReplacesCall(typeof(AsyncVoidMethodBuilder), nameof(AsyncVoidMethodBuilder.SetException))]
    public static void SetException(ref AsyncVoidMethodBuilder builder, Exception exception)
    {
        if (Ambient.Scope is { IsStopDue: true } scope)
        {
            scope.MemberThrew(exception);
            builder.SetResult();
        }
        else if (exception is OperationCanceledException
            && (exception.InnerException is StopException || Ambient.Scope is { IsStopping: true }))
        {
            builder.SetResult();
        }
        else
        {
            builder.SetException(exception);
        }
    }

    private sealed class Context(StopScope scope, SynchronizationContext? callers) : SynchronizationContext
    {
        public override void OperationStarted()
        {
            scope.MemberStarted();
            callers?.OperationStarted();
        }

        public override void OperationCompleted()
        {
            callers?.OperationCompleted();
            scope.MemberEnded(started: true);
        }

        public override void Post(SendOrPostCallback callback, object? state)
        {
            if (callers is not null)
            {
                callers.Post(callback, state);
            }
            else
            {
                base.Post(callback, state);
            }
        }
    }
}
