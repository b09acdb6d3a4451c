namespace Estop;

/// <summary>Awaits on the way of a stop, which no step of may wait for a thread of the pool.</summary>
internal static class OwnThreadAwaiting
{
    private const TaskContinuationOptions Options =
        TaskContinuationOptions.DenyChildAttach | TaskContinuationOptions.ExecuteSynchronously | TaskContinuationOptions.HideScheduler;

    /// <summary>To be awaited in place of the task: what follows is executed by a thread of Estop's own.</summary>
    public static OwnThreadAwaiter<T> OnOwnThread<T>(this Task<T> task) => new(task);

    /// <inheritdoc cref="OnOwnThread{T}(Task{T})"/>
    public static OwnThreadTaskAwaiter OnOwnThread(this Task task) => new(task);

    /// <summary>Whether <paramref name="task"/> completes within that time.</summary>
    public static Task<bool> WithinAsync(this Task task, TimeSpan time)
    {
        if (task.IsCompleted || time <= TimeSpan.Zero)
        {
            return Task.FromResult(task.IsCompleted);
        }

        var wait = new TimedWait();
        GoOn(task, wait.InTime);
        StopClock.Schedule(wait, time);
        return wait.Over;
    }

    /// <summary>The same for a caller who may be anybody: what awaits it goes on where it always does, and on no thread of Estop's own.</summary>
    public static Task<T> ForCaller<T>(this Task<T> task)
    {
        if (task.IsCompleted)
        {
            return task;
        }

        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        GoOn(task, () => answer.SetFromTask(task));
        return answer.Task;
    }

    /// <summary>What <paramref name="next"/>, which must not throw, makes of its result on a thread of Estop's own, also where it is complete.</summary>
    public static Task<TNext> Then<T, TNext>(this Task<T> task, Func<T, TNext> next) => task.ContinueWith(
        static (done, next) => ((Func<T, TNext>)next!)(done.Result),
        next,
        CancellationToken.None,
        Options,
        OwnThreadScheduler.Instance);

    // Not by an awaiter of the framework's: a task that runs its continuations asynchronously hands them to the pool, unless a
    // scheduler was named. Hidden, so that what a user's code starts from there goes where it always does.
    internal static void GoOn(Task task, Action continuation) => task.ContinueWith(
        static (_, continuation) => ((Action)continuation!)(),
        continuation,
        CancellationToken.None,
        Options,
        OwnThreadScheduler.Instance);

    private sealed class TimedWait : Ticking
    {
        private readonly TaskCompletionSource<bool> _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<bool> Over => _over.Task;

        public void InTime()
        {
            if (_over.TrySetResult(true))
            {
                StopClock.Forget(this);
            }
        }

        /// <inheritdoc/>
        public override TimeSpan? Step()
        {
            _over.TrySetResult(false);
            return null;
        }
    }
}
