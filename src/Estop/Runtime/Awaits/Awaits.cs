namespace Estop.Runtime;

/// <summary>
/// Called by woven code on a task that is about to be awaited, that somebody else completes and that no stop would end:
/// waiting for it is no operation of the worker's, and is let go at once.
/// </summary>
public static class Awaits
{
    /// <summary>A task that also ends, as cancelled, when the scope is stopped.</summary>
    public static Task Guard(Task task) =>
        task is { IsCompleted: false } && Tokens.Current() is { CanBeCanceled: true } token
            ? task.WaitAsync(token)
            : task;

    /// <summary>A task that also ends, as cancelled, when the scope is stopped.</summary>
    public static Task<T> Guard<T>(Task<T> task) =>
        task is { IsCompleted: false } && Tokens.Current() is { CanBeCanceled: true } token
            ? task.WaitAsync(token)
            : task;
}
