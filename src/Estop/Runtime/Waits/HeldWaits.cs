namespace Estop.Runtime;

/// <summary>
/// Called by woven code right before it blocks on an operation that was given a buffer, a stream or a lock: the wait ends
/// with the operation, which the stop ends by its token or by closing what it uses. A buffer that goes back to its pool while
/// a read still fills it is the next renter's.
/// </summary>
public static class HeldWaits
{
    /// <summary>Waits until <paramref name="task"/> is completed, whichever way.</summary>
    /// <returns><paramref name="task"/>.</returns>
    public static Task Hold(Task task)
    {
        Wait(task);
        return task;
    }

    /// <summary>Waits until <paramref name="task"/> is completed, whichever way.</summary>
    /// <returns><paramref name="task"/>.</returns>
    public static Task<T> Hold<T>(Task<T> task)
    {
        Wait(task);
        return task;
    }

    /// <summary>Waits until <paramref name="task"/> is completed, whichever way.</summary>
    /// <returns>What is to be asked for the result in its place.</returns>
    public static ValueTask Hold(ValueTask task)
    {
        if (task.IsCompleted || ScopeThread.InOwnScope() is null)
        {
            return task;
        }

        var kept = task.Preserve();
        Wait(kept.AsTask());
        return kept;
    }

    /// <summary>Waits until <paramref name="task"/> is completed, whichever way.</summary>
    /// <returns>What is to be asked for the result in its place.</returns>
    public static ValueTask<T> Hold<T>(ValueTask<T> task)
    {
        if (task.IsCompleted || ScopeThread.InOwnScope() is null)
        {
            return task;
        }

        var kept = task.Preserve();
        Wait(kept.AsTask());
        return kept;
    }

    /// <summary>
    /// Waits until <paramref name="task"/> is completed if it is a woven async method's: that ends by itself when the stop
    /// comes, and its cleanup is part of what the caller waits for.
    /// </summary>
    /// <returns><paramref name="task"/>.</returns>
    public static Task HoldOwn(Task task)
    {
        if (IsOwn(task))
        {
            Wait(task);
        }

        return task;
    }

    /// <summary>The same for a task with a result.</summary>
    /// <returns><paramref name="task"/>.</returns>
    public static Task<T> HoldOwn<T>(Task<T> task)
    {
        if (IsOwn(task))
        {
            Wait(task);
        }

        return task;
    }

    /// <summary>The same for a value task.</summary>
    /// <returns>What is to be asked for the result in its place.</returns>
    public static ValueTask HoldOwn(ValueTask task)
    {
        if (task.IsCompleted || ScopeThread.InOwnScope() is null)
        {
            return task;
        }

        var kept = task.Preserve();
        HoldOwn(kept.AsTask());
        return kept;
    }

    /// <summary>The same for a value task with a result.</summary>
    /// <returns>What is to be asked for the result in its place.</returns>
    public static ValueTask<T> HoldOwn<T>(ValueTask<T> task)
    {
        if (task.IsCompleted || ScopeThread.InOwnScope() is null)
        {
            return task;
        }

        var kept = task.Preserve();
        HoldOwn(kept.AsTask());
        return kept;
    }

    private static bool IsOwn(Task? task) =>
        task is { IsCompleted: false } && ScopeThread.InOwnScope() is not null && WovenMethods.IsTaskOfOne(task);

    private static void Wait(Task task)
    {
        if (task is not { IsCompleted: false } || ScopeThread.InOwnScope() is not { } thread)
        {
            return;
        }

        thread.TryArm(ArmedWait.SelfEnding);
        try
        {
            task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        }
        finally
        {
            thread.Disarm();
        }
    }
}
