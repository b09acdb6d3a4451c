namespace Estop.Runtime;

/// <summary>Work that woven code hands to the thread pool.</summary>
public static class Tasks
{
    /// <summary>In place of <see cref="Task.Run(Action)"/>.</summary>
    [ReplacesCall(typeof(Task), nameof(Task.Run))]
    public static Task Run(Action action) => Run(action, CancellationToken.None);

    /// <summary>In place of <see cref="Task.Run(Action, CancellationToken)"/>.</summary>
    [ReplacesCall(typeof(Task), nameof(Task.Run))]
    public static Task Run(Action action, CancellationToken cancellationToken) =>
        action is null || Carried.Scope is not { } scope
            ? Task.Run(action!, cancellationToken)
            : HandOver(scope, () => Done(action), cancellationToken);

    /// <summary>In place of <see cref="Task.Run{TResult}(Func{TResult})"/>.</summary>
    [ReplacesCall(typeof(Task), nameof(Task.Run))]
    public static Task<T> Run<T>(Func<T> function) => Run(function, CancellationToken.None);

    /// <summary>In place of <see cref="Task.Run{TResult}(Func{TResult}, CancellationToken)"/>.</summary>
    [ReplacesCall(typeof(Task), nameof(Task.Run))]
    public static Task<T> Run<T>(Func<T> function, CancellationToken cancellationToken) =>
        function is null || Carried.Scope is not { } scope
            ? Task.Run(function!, cancellationToken)
            : HandOver(scope, () => Task.FromResult(function()), cancellationToken);

    /// <summary>In place of <see cref="Task.Run(Func{Task})"/>.</summary>
    [ReplacesCall(typeof(Task), nameof(Task.Run))]
    public static Task Run(Func<Task?> function) => Run(function, CancellationToken.None);

    /// <summary>In place of <see cref="Task.Run(Func{Task}, CancellationToken)"/>.</summary>
    [ReplacesCall(typeof(Task), nameof(Task.Run))]
    public static Task Run(Func<Task?> function, CancellationToken cancellationToken) =>
        function is null || Carried.Scope is not { } scope
            ? Task.Run(function!, cancellationToken)
            : HandOver(scope, () => Done(function()), cancellationToken);

    /// <summary>In place of <see cref="Task.Run{TResult}(Func{Task{TResult}})"/>.</summary>
    [ReplacesCall(typeof(Task), nameof(Task.Run))]
    public static Task<T> Run<T>(Func<Task<T>?> function) => Run(function, CancellationToken.None);

    /// <summary>In place of <see cref="Task.Run{TResult}(Func{Task{TResult}}, CancellationToken)"/>.</summary>
    [ReplacesCall(typeof(Task), nameof(Task.Run))]
    public static Task<T> Run<T>(Func<Task<T>?> function, CancellationToken cancellationToken) =>
        function is null || Carried.Scope is not { } scope
            ? Task.Run(function!, cancellationToken)
            : HandOver(scope, function!, cancellationToken);

    private static Task<T> HandOver<T>(StopScope scope, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        Safepoint.Check();
        return HandedOver.Start(scope, member => Task.Run(() => member.RunAsTask(work), cancellationToken));
    }

    private static Task<bool> Done(Action action)
    {
        action();
        return Task.FromResult(true);
    }

    private static async Task<bool> Done(Task? task)
    {
        await (task ?? Task.FromCanceled(new CancellationToken(canceled: true))).ConfigureAwait(false);
        return true;
    }
}
