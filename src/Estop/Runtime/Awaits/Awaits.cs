namespace Estop.Runtime;

/// <summary>
/// Called by woven code on a task that is about to be awaited and that no stop would end: for somebody else's task, whose
/// wait is no operation of the worker's and is let go at once; and for an operation that may be let go of as the last rung.
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

    /// <summary>
    /// A task that also ends, as cancelled, when nothing but letting go of <paramref name="operation"/> ends the await. The
    /// scope is not over before the operation is, and the receipt names it.
    /// </summary>
    public static Task OrLetGo(Task operation, string name) =>
        MayNeedToLetGo(operation) is { } scope ? LetGoOperation.Await(operation, scope, name) : operation;

    /// <summary>The same for an operation with a result, which is disposed when it comes late.</summary>
    public static Task<T> OrLetGo<T>(Task<T> operation, string name) =>
        MayNeedToLetGo(operation) is { } scope ? LetGoOperation.Await(operation, scope, name) : operation;

    /// <summary>A woven async method ends by itself, and what it holds is in its own hands.</summary>
    private static StopScope? MayNeedToLetGo(Task operation) =>
        operation is { IsCompleted: false } && Ambient.Scope is { } scope && !WovenMethods.IsTaskOfOne(operation)
            ? scope
            : null;
}
