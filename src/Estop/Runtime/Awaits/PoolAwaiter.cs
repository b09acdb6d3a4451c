using System.Runtime.CompilerServices;

namespace Estop.Runtime;

/// <summary>What is awaited to go on on the thread pool, when no pause of the scope holds that back.</summary>
public readonly struct PoolAwaiter : ICriticalNotifyCompletion
{
    /// <inheritdoc/>
    public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

    /// <inheritdoc/>
    public void UnsafeOnCompleted(Action continuation)
    {
        // The execution context is the state machine's own affair.
        if (Ambient.Scope is not { } scope || !scope.TryHold(continuation))
        {
            ThreadPool.UnsafeQueueUserWorkItem(static continuation => continuation(), continuation, preferLocal: false);
        }
    }
}
