namespace Estop.Runtime;

/// <summary>Work that woven code hands to a <see cref="TaskFactory"/>.</summary>
public static class TaskFactories
{
    /// <summary>In place of <see cref="TaskFactory.StartNew(Action)"/>.</summary>
    [ReplacesCall(typeof(TaskFactory), nameof(TaskFactory.StartNew))]
    public static Task StartNew(TaskFactory factory, Action action) =>
        StartNew(factory, action, factory.CancellationToken, factory.CreationOptions, SchedulerOf(factory));

    /// <summary>In place of <see cref="TaskFactory.StartNew(Action, CancellationToken)"/>.</summary>
    [ReplacesCall(typeof(TaskFactory), nameof(TaskFactory.StartNew))]
    public static Task StartNew(TaskFactory factory, Action action, CancellationToken cancellationToken) =>
        StartNew(factory, action, cancellationToken, factory.CreationOptions, SchedulerOf(factory));

    /// <summary>In place of <see cref="TaskFactory.StartNew(Action, TaskCreationOptions)"/>.</summary>
    [ReplacesCall(typeof(TaskFactory), nameof(TaskFactory.StartNew))]
    public static Task StartNew(TaskFactory factory, Action action, TaskCreationOptions creationOptions) =>
        StartNew(factory, action, factory.CancellationToken, creationOptions, SchedulerOf(factory));

    /// <summary>In place of <c>TaskFactory.StartNew(Action, CancellationToken, TaskCreationOptions, TaskScheduler)</c>.</summary>
    [ReplacesCall(typeof(TaskFactory), nameof(TaskFactory.StartNew))]
    public static Task StartNew(
        TaskFactory factory,
        Action action,
        CancellationToken cancellationToken,
        TaskCreationOptions creationOptions,
        TaskScheduler scheduler)
    {
        if (action is null || Carried.Scope is not { } scope)
        {
            return factory.StartNew(action!, cancellationToken, creationOptions, scheduler);
        }

        Safepoint.Check();
        var end = TaskEnds.Create(ref cancellationToken);
        return HandedOver.Start(scope, member => factory.StartNew(
            () => member.RunInTask(
                () =>
                {
                    action();
                    return true;
                },
                end),
            cancellationToken,
            creationOptions,
            scheduler));
    }

    /// <summary>In place of <see cref="TaskFactory.StartNew{TResult}(Func{TResult})"/>.</summary>
    [ReplacesCall(typeof(TaskFactory), nameof(TaskFactory.StartNew))]
    public static Task<T> StartNew<T>(TaskFactory factory, Func<T> function) =>
        StartNew(factory, function, factory.CancellationToken, factory.CreationOptions, SchedulerOf(factory));

    /// <summary>In place of <see cref="TaskFactory.StartNew{TResult}(Func{TResult}, CancellationToken)"/>.</summary>
    [ReplacesCall(typeof(TaskFactory), nameof(TaskFactory.StartNew))]
    public static Task<T> StartNew<T>(TaskFactory factory, Func<T> function, CancellationToken cancellationToken) =>
        StartNew(factory, function, cancellationToken, factory.CreationOptions, SchedulerOf(factory));

    /// <summary>In place of <see cref="TaskFactory.StartNew{TResult}(Func{TResult}, TaskCreationOptions)"/>.</summary>
    [ReplacesCall(typeof(TaskFactory), nameof(TaskFactory.StartNew))]
    public static Task<T> StartNew<T>(TaskFactory factory, Func<T> function, TaskCreationOptions creationOptions) =>
        StartNew(factory, function, factory.CancellationToken, creationOptions, SchedulerOf(factory));

    /// <summary>In place of <c>TaskFactory.StartNew(Func, CancellationToken, TaskCreationOptions, TaskScheduler)</c>.</summary>
    [ReplacesCall(typeof(TaskFactory), nameof(TaskFactory.StartNew))]
    public static Task<T> StartNew<T>(
        TaskFactory factory,
        Func<T> function,
        CancellationToken cancellationToken,
        TaskCreationOptions creationOptions,
        TaskScheduler scheduler)
    {
        if (function is null || Carried.Scope is not { } scope)
        {
            return factory.StartNew(function!, cancellationToken, creationOptions, scheduler);
        }

        Safepoint.Check();
        var end = TaskEnds.Create(ref cancellationToken);
        return HandedOver.Start(scope, member => factory.StartNew(
            () => member.RunInTask(function, end), cancellationToken, creationOptions, scheduler));
    }

    private static TaskScheduler SchedulerOf(TaskFactory factory) => factory.Scheduler ?? TaskScheduler.Current;
}
