namespace Estop;

/// <summary>Has tasks executed on <see cref="OwnThreads"/>: what is awaited on the way of a stop goes on there, however full the pool is.</summary>
internal sealed class OwnThreadScheduler : TaskScheduler
{
    public static OwnThreadScheduler Instance { get; } = new();

    /// <inheritdoc/>
    protected override void QueueTask(Task task) => OwnThreads.Run(() => TryExecuteTask(task));

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && OwnThreads.IsCurrent && TryExecuteTask(task);

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
