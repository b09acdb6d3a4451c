using System.Runtime.CompilerServices;

namespace Estop.Runtime;

/// <summary>What is awaited to go on on the thread pool.</summary>
public readonly struct PoolAwaiter : ICriticalNotifyCompletion
{
    /// <inheritdoc/>
    public void OnCompleted(Action continuation) =>
        ThreadPool.QueueUserWorkItem(static continuation => continuation(), continuation, preferLocal: false);

    /// <inheritdoc/>
    public void UnsafeOnCompleted(Action continuation) =>
        ThreadPool.UnsafeQueueUserWorkItem(static continuation => continuation(), continuation, preferLocal: false);
}
