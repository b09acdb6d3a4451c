namespace Estop.Runtime;

/// <summary>What follows a task. It belongs to the scope that said so, as other work that is handed over.</summary>
public static class Continuations
{
    /// <summary>In place of <c>Task.ContinueWith(Action{Task})</c>.</summary>
    [ReplacesCall(typeof(Task), "ContinueWith")]
    public static Task ContinueWith(Task task, Action<Task> continuationAction) =>
        ContinueWith(task, continuationAction, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Current);

    /// <summary>In place of <c>Task.ContinueWith(Action{Task}, CancellationToken)</c>.</summary>
    [ReplacesCall(typeof(Task), "ContinueWith")]
    public static Task ContinueWith(Task task, Action<Task> continuationAction, CancellationToken cancellationToken) =>
        ContinueWith(task, continuationAction, cancellationToken, TaskContinuationOptions.None, TaskScheduler.Current);

    /// <summary>In place of <c>Task.ContinueWith(Action{Task}, TaskContinuationOptions)</c>.</summary>
    [ReplacesCall(typeof(Task), "ContinueWith")]
    public static Task ContinueWith(
        Task task, Action<Task> continuationAction, TaskContinuationOptions continuationOptions) =>
        ContinueWith(task, continuationAction, CancellationToken.None, continuationOptions, TaskScheduler.Current);

    /// <summary>In place of <c>Task.ContinueWith(Action{Task}, TaskScheduler)</c>.</summary>
    [ReplacesCall(typeof(Task), "ContinueWith")]
    public static Task ContinueWith(Task task, Action<Task> continuationAction, TaskScheduler scheduler) =>
        ContinueWith(task, continuationAction, CancellationToken.None, TaskContinuationOptions.None, scheduler);

    /// <summary>
    /// In place of <c>Task.ContinueWith(Action{Task}, CancellationToken, TaskContinuationOptions, TaskScheduler)</c>.
    /// </summary>
    [ReplacesCall(typeof(Task), "ContinueWith")]
    public static Task ContinueWith(
        Task task,
        Action<Task> continuationAction,
        CancellationToken cancellationToken,
        TaskContinuationOptions continuationOptions,
        TaskScheduler scheduler)
    {
        if (continuationAction is null || Carried.Scope is not { } scope)
        {
            return task.ContinueWith(continuationAction!, cancellationToken, continuationOptions, scheduler);
        }

        var end = TaskEnds.Create(ref cancellationToken);
        return HandedOver.Start(scope, member => task.ContinueWith(
            task => member.RunInTask(
                () =>
                {
                    continuationAction(task);
                    return true;
                },
                end),
            cancellationToken,
            continuationOptions,
            scheduler));
    }

    /// <summary>In place of <c>Task.ContinueWith(Func{Task, TResult})</c>.</summary>
    [ReplacesCall(typeof(Task), "ContinueWith")]
    public static Task<TResult> ContinueWith<TResult>(Task task, Func<Task, TResult> continuationFunction) =>
        ContinueWith(task, continuationFunction, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Current);

    /// <summary>In place of <c>Task.ContinueWith(Func{Task, TResult}, CancellationToken)</c>.</summary>
    [ReplacesCall(typeof(Task), "ContinueWith")]
    public static Task<TResult> ContinueWith<TResult>(
        Task task, Func<Task, TResult> continuationFunction, CancellationToken cancellationToken) =>
        ContinueWith(task, continuationFunction, cancellationToken, TaskContinuationOptions.None, TaskScheduler.Current);

    /// <summary>In place of <c>Task.ContinueWith(Func{Task, TResult}, TaskContinuationOptions)</c>.</summary>
    [ReplacesCall(typeof(Task), "ContinueWith")]
    public static Task<TResult> ContinueWith<TResult>(
        Task task, Func<Task, TResult> continuationFunction, TaskContinuationOptions continuationOptions) =>
        ContinueWith(task, continuationFunction, CancellationToken.None, continuationOptions, TaskScheduler.Current);

    /// <summary>In place of <c>Task.ContinueWith(Func{Task, TResult}, TaskScheduler)</c>.</summary>
    [ReplacesCall(typeof(Task), "ContinueWith")]
    public static Task<TResult> ContinueWith<TResult>(
        Task task, Func<Task, TResult> continuationFunction, TaskScheduler scheduler) =>
        ContinueWith(task, continuationFunction, CancellationToken.None, TaskContinuationOptions.None, scheduler);

    /// <summary>
    /// In place of <c>Task.ContinueWith(Func{Task, TResult}, CancellationToken, TaskContinuationOptions, TaskScheduler)</c>.
    /// </summary>
    [ReplacesCall(typeof(Task), "ContinueWith")]
    public static Task<TResult> ContinueWith<TResult>(
        Task task,
        Func<Task, TResult> continuationFunction,
        CancellationToken cancellationToken,
        TaskContinuationOptions continuationOptions,
        TaskScheduler scheduler)
    {
        if (continuationFunction is null || Carried.Scope is not { } scope)
        {
            return task.ContinueWith(continuationFunction!, cancellationToken, continuationOptions, scheduler);
        }

        var end = TaskEnds.Create(ref cancellationToken);
        return HandedOver.Start(scope, member => task.ContinueWith(
            task => member.RunInTask(() => continuationFunction(task), end),
            cancellationToken,
            continuationOptions,
            scheduler));
    }

    /// <summary>In place of <c>Task.ContinueWith(Action{Task, object}, object)</c>.</summary>
    [ReplacesCall(typeof(Task), "ContinueWith")]
    public static Task ContinueWith(Task task, Action<Task, object?> continuationAction, object? state) =>
        ContinueWith(task, continuationAction, state, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Current);

    /// <summary>In place of <c>Task.ContinueWith(Action{Task, object}, object, CancellationToken)</c>.</summary>
    [ReplacesCall(typeof(Task), "ContinueWith")]
    public static Task ContinueWith(
        Task task, Action<Task, object?> continuationAction, object? state, CancellationToken cancellationToken) =>
        ContinueWith(task, continuationAction, state, cancellationToken, TaskContinuationOptions.None, TaskScheduler.Current);

    /// <summary>In place of <c>Task.ContinueWith(Action{Task, object}, object, TaskContinuationOptions)</c>.</summary>
    [ReplacesCall(typeof(Task), "ContinueWith")]
    public static Task ContinueWith(
        Task task,
        Action<Task, object?> continuationAction,
        object? state,
        TaskContinuationOptions continuationOptions) =>
        ContinueWith(task, continuationAction, state, CancellationToken.None, continuationOptions, TaskScheduler.Current);

    /// <summary>In place of <c>Task.ContinueWith(Action{Task, object}, object, TaskScheduler)</c>.</summary>
    [ReplacesCall(typeof(Task), "ContinueWith")]
    public static Task ContinueWith(
        Task task, Action<Task, object?> continuationAction, object? state, TaskScheduler scheduler) =>
        ContinueWith(task, continuationAction, state, CancellationToken.None, TaskContinuationOptions.None, scheduler);

    /// <summary>
    /// In place of <c>Task.ContinueWith(Action{Task, object}, object, CancellationToken, TaskContinuationOptions, TaskScheduler)</c>.
    /// </summary>
    [ReplacesCall(typeof(Task), "ContinueWith")]
    public static Task ContinueWith(
        Task task,
        Action<Task, object?> continuationAction,
        object? state,
        CancellationToken cancellationToken,
        TaskContinuationOptions continuationOptions,
        TaskScheduler scheduler)
    {
        if (continuationAction is null || Carried.Scope is not { } scope)
        {
            return task.ContinueWith(continuationAction!, state, cancellationToken, continuationOptions, scheduler);
        }

        var end = TaskEnds.Create(ref cancellationToken);
        return HandedOver.Start(scope, member => task.ContinueWith(
            (task, state) => member.RunInTask(
                () =>
                {
                    continuationAction(task, state);
                    return true;
                },
                end), state,
            cancellationToken,
            continuationOptions,
            scheduler));
    }

    /// <summary>In place of <c>Task.ContinueWith(Func{Task, object, TResult}, object)</c>.</summary>
    [ReplacesCall(typeof(Task), "ContinueWith")]
    public static Task<TResult> ContinueWith<TResult>(
        Task task, Func<Task, object?, TResult> continuationFunction, object? state) =>
        ContinueWith(task, continuationFunction, state, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Current);

    /// <summary>In place of <c>Task.ContinueWith(Func{Task, object, TResult}, object, CancellationToken)</c>.</summary>
    [ReplacesCall(typeof(Task), "ContinueWith")]
    public static Task<TResult> ContinueWith<TResult>(
        Task task,
        Func<Task, object?, TResult> continuationFunction,
        object? state,
        CancellationToken cancellationToken) =>
        ContinueWith(task, continuationFunction, state, cancellationToken, TaskContinuationOptions.None, TaskScheduler.Current);

    /// <summary>
    /// In place of <c>Task.ContinueWith(Func{Task, object, TResult}, object, TaskContinuationOptions)</c>.
    /// </summary>
    [ReplacesCall(typeof(Task), "ContinueWith")]
    public static Task<TResult> ContinueWith<TResult>(
        Task task,
        Func<Task, object?, TResult> continuationFunction,
        object? state,
        TaskContinuationOptions continuationOptions) =>
        ContinueWith(task, continuationFunction, state, CancellationToken.None, continuationOptions, TaskScheduler.Current);

    /// <summary>In place of <c>Task.ContinueWith(Func{Task, object, TResult}, object, TaskScheduler)</c>.</summary>
    [ReplacesCall(typeof(Task), "ContinueWith")]
    public static Task<TResult> ContinueWith<TResult>(
        Task task, Func<Task, object?, TResult> continuationFunction, object? state, TaskScheduler scheduler) =>
        ContinueWith(task, continuationFunction, state, CancellationToken.None, TaskContinuationOptions.None, scheduler);

    /// <summary>
    /// In place of <c>Task.ContinueWith(Func{Task, object, TResult}, object, CancellationToken,
    /// TaskContinuationOptions, TaskScheduler)</c>.
    /// </summary>
    [ReplacesCall(typeof(Task), "ContinueWith")]
    public static Task<TResult> ContinueWith<TResult>(
        Task task,
        Func<Task, object?, TResult> continuationFunction,
        object? state,
        CancellationToken cancellationToken,
        TaskContinuationOptions continuationOptions,
        TaskScheduler scheduler)
    {
        if (continuationFunction is null || Carried.Scope is not { } scope)
        {
            return task.ContinueWith(continuationFunction!, state, cancellationToken, continuationOptions, scheduler);
        }

        var end = TaskEnds.Create(ref cancellationToken);
        return HandedOver.Start(scope, member => task.ContinueWith(
            (task, state) => member.RunInTask(() => continuationFunction(task, state), end), state,
            cancellationToken,
            continuationOptions,
            scheduler));
    }
}
