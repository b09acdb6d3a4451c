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
