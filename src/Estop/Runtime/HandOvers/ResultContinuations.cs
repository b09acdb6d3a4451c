namespace Estop.Runtime;

/// <summary>What follows a task with a result. It belongs to the scope that said so, as other work that is handed over.</summary>
public static class ResultContinuations
{
    /// <summary>In place of <c>Task{T}.ContinueWith(Action{Task{T}})</c>.</summary>
    [ReplacesCall(typeof(Task<>), "ContinueWith")]
    public static Task ContinueWith<T>(Task<T> task, Action<Task<T>> continuationAction) =>
        ContinueWith(task, continuationAction, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Current);

    /// <summary>In place of <c>Task{T}.ContinueWith(Action{Task{T}}, CancellationToken)</c>.</summary>
    [ReplacesCall(typeof(Task<>), "ContinueWith")]
    public static Task ContinueWith<T>(
        Task<T> task, Action<Task<T>> continuationAction, CancellationToken cancellationToken) =>
        ContinueWith(task, continuationAction, cancellationToken, TaskContinuationOptions.None, TaskScheduler.Current);

    /// <summary>In place of <c>Task{T}.ContinueWith(Action{Task{T}}, TaskContinuationOptions)</c>.</summary>
    [ReplacesCall(typeof(Task<>), "ContinueWith")]
    public static Task ContinueWith<T>(
        Task<T> task, Action<Task<T>> continuationAction, TaskContinuationOptions continuationOptions) =>
        ContinueWith(task, continuationAction, CancellationToken.None, continuationOptions, TaskScheduler.Current);

    /// <summary>In place of <c>Task{T}.ContinueWith(Action{Task{T}}, TaskScheduler)</c>.</summary>
    [ReplacesCall(typeof(Task<>), "ContinueWith")]
    public static Task ContinueWith<T>(Task<T> task, Action<Task<T>> continuationAction, TaskScheduler scheduler) =>
        ContinueWith(task, continuationAction, CancellationToken.None, TaskContinuationOptions.None, scheduler);

    /// <summary>
    /// In place of <c>Task{T}.ContinueWith(Action{Task{T}}, CancellationToken, TaskContinuationOptions, TaskScheduler)</c>.
    /// </summary>
    [ReplacesCall(typeof(Task<>), "ContinueWith")]
    public static Task ContinueWith<T>(
        Task<T> task,
        Action<Task<T>> continuationAction,
        CancellationToken cancellationToken,
        TaskContinuationOptions continuationOptions,
        TaskScheduler scheduler) =>
        continuationAction is null || Carried.Scope is null
            ? task.ContinueWith(continuationAction!, cancellationToken, continuationOptions, scheduler)
            : Continuations.ContinueWith(
                task, done => continuationAction((Task<T>)done), cancellationToken, continuationOptions, scheduler);

    /// <summary>In place of <c>Task{T}.ContinueWith(Func{Task{T}, TResult})</c>.</summary>
    [ReplacesCall(typeof(Task<>), "ContinueWith")]
    public static Task<TResult> ContinueWith<T, TResult>(Task<T> task, Func<Task<T>, TResult> continuationFunction) =>
        ContinueWith(task, continuationFunction, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Current);

    /// <summary>In place of <c>Task{T}.ContinueWith(Func{Task{T}, TResult}, CancellationToken)</c>.</summary>
    [ReplacesCall(typeof(Task<>), "ContinueWith")]
    public static Task<TResult> ContinueWith<T, TResult>(
        Task<T> task, Func<Task<T>, TResult> continuationFunction, CancellationToken cancellationToken) =>
        ContinueWith(task, continuationFunction, cancellationToken, TaskContinuationOptions.None, TaskScheduler.Current);

    /// <summary>In place of <c>Task{T}.ContinueWith(Func{Task{T}, TResult}, TaskContinuationOptions)</c>.</summary>
    [ReplacesCall(typeof(Task<>), "ContinueWith")]
    public static Task<TResult> ContinueWith<T, TResult>(
        Task<T> task, Func<Task<T>, TResult> continuationFunction, TaskContinuationOptions continuationOptions) =>
        ContinueWith(task, continuationFunction, CancellationToken.None, continuationOptions, TaskScheduler.Current);

    /// <summary>In place of <c>Task{T}.ContinueWith(Func{Task{T}, TResult}, TaskScheduler)</c>.</summary>
    [ReplacesCall(typeof(Task<>), "ContinueWith")]
    public static Task<TResult> ContinueWith<T, TResult>(
        Task<T> task, Func<Task<T>, TResult> continuationFunction, TaskScheduler scheduler) =>
        ContinueWith(task, continuationFunction, CancellationToken.None, TaskContinuationOptions.None, scheduler);

    /// <summary>
    /// In place of <c>Task{T}.ContinueWith(Func{Task{T}, TResult}, CancellationToken, TaskContinuationOptions, TaskScheduler)</c>.
    /// </summary>
    [ReplacesCall(typeof(Task<>), "ContinueWith")]
    public static Task<TResult> ContinueWith<T, TResult>(
        Task<T> task,
        Func<Task<T>, TResult> continuationFunction,
        CancellationToken cancellationToken,
        TaskContinuationOptions continuationOptions,
        TaskScheduler scheduler) =>
        continuationFunction is null || Carried.Scope is null
            ? task.ContinueWith(continuationFunction!, cancellationToken, continuationOptions, scheduler)
            : Continuations.ContinueWith(
                task, done => continuationFunction((Task<T>)done), cancellationToken, continuationOptions, scheduler);

    /// <summary>In place of <c>Task{T}.ContinueWith(Action{Task{T}, object}, object)</c>.</summary>
    [ReplacesCall(typeof(Task<>), "ContinueWith")]
    public static Task ContinueWith<T>(Task<T> task, Action<Task<T>, object?> continuationAction, object? state) =>
        ContinueWith(task, continuationAction, state, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Current);

    /// <summary>In place of <c>Task{T}.ContinueWith(Action{Task{T}, object}, object, CancellationToken)</c>.</summary>
    [ReplacesCall(typeof(Task<>), "ContinueWith")]
    public static Task ContinueWith<T>(
        Task<T> task,
        Action<Task<T>, object?> continuationAction,
        object? state,
        CancellationToken cancellationToken) =>
        ContinueWith(task, continuationAction, state, cancellationToken, TaskContinuationOptions.None, TaskScheduler.Current);

    /// <summary>
    /// In place of <c>Task{T}.ContinueWith(Action{Task{T}, object}, object, TaskContinuationOptions)</c>.
    /// </summary>
    [ReplacesCall(typeof(Task<>), "ContinueWith")]
    public static Task ContinueWith<T>(
        Task<T> task,
        Action<Task<T>, object?> continuationAction,
        object? state,
        TaskContinuationOptions continuationOptions) =>
        ContinueWith(task, continuationAction, state, CancellationToken.None, continuationOptions, TaskScheduler.Current);

    /// <summary>In place of <c>Task{T}.ContinueWith(Action{Task{T}, object}, object, TaskScheduler)</c>.</summary>
    [ReplacesCall(typeof(Task<>), "ContinueWith")]
    public static Task ContinueWith<T>(
        Task<T> task, Action<Task<T>, object?> continuationAction, object? state, TaskScheduler scheduler) =>
        ContinueWith(task, continuationAction, state, CancellationToken.None, TaskContinuationOptions.None, scheduler);

    /// <summary>
    /// In place of <c>Task{T}.ContinueWith(Action{Task{T}, object}, object, CancellationToken, TaskContinuationOptions, TaskScheduler)</c>.
    /// </summary>
    [ReplacesCall(typeof(Task<>), "ContinueWith")]
    public static Task ContinueWith<T>(
        Task<T> task,
        Action<Task<T>, object?> continuationAction,
        object? state,
        CancellationToken cancellationToken,
        TaskContinuationOptions continuationOptions,
        TaskScheduler scheduler) =>
        continuationAction is null || Carried.Scope is null
            ? task.ContinueWith(continuationAction!, state, cancellationToken, continuationOptions, scheduler)
            : Continuations.ContinueWith(
                task, (done, state) => continuationAction((Task<T>)done, state), state, cancellationToken, continuationOptions, scheduler);

    /// <summary>In place of <c>Task{T}.ContinueWith(Func{Task{T}, object, TResult}, object)</c>.</summary>
    [ReplacesCall(typeof(Task<>), "ContinueWith")]
    public static Task<TResult> ContinueWith<T, TResult>(
        Task<T> task, Func<Task<T>, object?, TResult> continuationFunction, object? state) =>
        ContinueWith(task, continuationFunction, state, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Current);

    /// <summary>
    /// In place of <c>Task{T}.ContinueWith(Func{Task{T}, object, TResult}, object, CancellationToken)</c>.
    /// </summary>
    [ReplacesCall(typeof(Task<>), "ContinueWith")]
    public static Task<TResult> ContinueWith<T, TResult>(
        Task<T> task,
        Func<Task<T>, object?, TResult> continuationFunction,
        object? state,
        CancellationToken cancellationToken) =>
        ContinueWith(task, continuationFunction, state, cancellationToken, TaskContinuationOptions.None, TaskScheduler.Current);

    /// <summary>
    /// In place of <c>Task{T}.ContinueWith(Func{Task{T}, object, TResult}, object, TaskContinuationOptions)</c>.
    /// </summary>
    [ReplacesCall(typeof(Task<>), "ContinueWith")]
    public static Task<TResult> ContinueWith<T, TResult>(
        Task<T> task,
        Func<Task<T>, object?, TResult> continuationFunction,
        object? state,
        TaskContinuationOptions continuationOptions) =>
        ContinueWith(task, continuationFunction, state, CancellationToken.None, continuationOptions, TaskScheduler.Current);

    /// <summary>
    /// In place of <c>Task{T}.ContinueWith(Func{Task{T}, object, TResult}, object, TaskScheduler)</c>.
    /// </summary>
    [ReplacesCall(typeof(Task<>), "ContinueWith")]
    public static Task<TResult> ContinueWith<T, TResult>(
        Task<T> task, Func<Task<T>, object?, TResult> continuationFunction, object? state, TaskScheduler scheduler) =>
        ContinueWith(task, continuationFunction, state, CancellationToken.None, TaskContinuationOptions.None, scheduler);

    /// <summary>
    /// In place of <c>Task{T}.ContinueWith(Func{Task{T}, object, TResult}, object, CancellationToken,
    /// TaskContinuationOptions, TaskScheduler)</c>.
    /// </summary>
    [ReplacesCall(typeof(Task<>), "ContinueWith")]
    public static Task<TResult> ContinueWith<T, TResult>(
        Task<T> task,
        Func<Task<T>, object?, TResult> continuationFunction,
        object? state,
        CancellationToken cancellationToken,
        TaskContinuationOptions continuationOptions,
        TaskScheduler scheduler) =>
        continuationFunction is null || Carried.Scope is null
            ? task.ContinueWith(continuationFunction!, state, cancellationToken, continuationOptions, scheduler)
            : Continuations.ContinueWith(
                task, (done, state) => continuationFunction((Task<T>)done, state), state, cancellationToken, continuationOptions, scheduler);
}
