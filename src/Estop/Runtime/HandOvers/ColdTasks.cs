using System.Runtime.CompilerServices;

namespace Estop.Runtime;

/// <summary>Tasks that are made first and started later. They belong to the scope that starts them.</summary>
public static class ColdTasks
{
    private static readonly ConditionalWeakTable<Task, Body> Bodies = [];

    /// <summary>In place of <c>Task(Action)</c>.</summary>
    [ReplacesCall(typeof(Task), ".ctor")]
    public static Task New(Action action) =>
        New(action, CancellationToken.None, TaskCreationOptions.None);

    /// <summary>In place of <c>Task(Action, CancellationToken)</c>.</summary>
    [ReplacesCall(typeof(Task), ".ctor")]
    public static Task New(Action action, CancellationToken cancellationToken) =>
        New(action, cancellationToken, TaskCreationOptions.None);

    /// <summary>In place of <c>Task(Action, TaskCreationOptions)</c>.</summary>
    [ReplacesCall(typeof(Task), ".ctor")]
    public static Task New(Action action, TaskCreationOptions creationOptions) =>
        New(action, CancellationToken.None, creationOptions);

    /// <summary>In place of <c>Task(Action, CancellationToken, TaskCreationOptions)</c>.</summary>
    [ReplacesCall(typeof(Task), ".ctor")]
    public static Task New(Action action, CancellationToken cancellationToken, TaskCreationOptions creationOptions)
    {
        if (action is null || Ambient.Scope is null)
        {
            return new Task(action!, cancellationToken, creationOptions);
        }

        var body = new Body(TaskEnds.Create(ref cancellationToken));
        var task = new Task(
            () => body.Run(() =>
            {
                action();
                return true;
            }),
            cancellationToken,
            creationOptions);
        Bodies.Add(task, body);
        return task;
    }

    /// <summary>In place of <c>Task(Action{object}, object)</c>.</summary>
    [ReplacesCall(typeof(Task), ".ctor")]
    public static Task New(Action<object?> action, object? state) =>
        New(action, state, CancellationToken.None, TaskCreationOptions.None);

    /// <summary>In place of <c>Task(Action{object}, object, CancellationToken)</c>.</summary>
    [ReplacesCall(typeof(Task), ".ctor")]
    public static Task New(Action<object?> action, object? state, CancellationToken cancellationToken) =>
        New(action, state, cancellationToken, TaskCreationOptions.None);

    /// <summary>In place of <c>Task(Action{object}, object, TaskCreationOptions)</c>.</summary>
    [ReplacesCall(typeof(Task), ".ctor")]
    public static Task New(Action<object?> action, object? state, TaskCreationOptions creationOptions) =>
        New(action, state, CancellationToken.None, creationOptions);

    /// <summary>In place of <c>Task(Action{object}, object, CancellationToken, TaskCreationOptions)</c>.</summary>
    [ReplacesCall(typeof(Task), ".ctor")]
    public static Task New(
        Action<object?> action,
        object? state,
        CancellationToken cancellationToken,
        TaskCreationOptions creationOptions)
    {
        if (action is null || Ambient.Scope is null)
        {
            return new Task(action!, state, cancellationToken, creationOptions);
        }

        var body = new Body(TaskEnds.Create(ref cancellationToken));
        var task = new Task(
            state => body.Run(() =>
            {
                action(state);
                return true;
            }), state,
            cancellationToken,
            creationOptions);
        Bodies.Add(task, body);
        return task;
    }

    /// <summary>In place of <c>Task{T}(Func{T})</c>.</summary>
    [ReplacesCall(typeof(Task<>), ".ctor")]
    public static Task<T> New<T>(Func<T> function) =>
        New(function, CancellationToken.None, TaskCreationOptions.None);

    /// <summary>In place of <c>Task{T}(Func{T}, CancellationToken)</c>.</summary>
    [ReplacesCall(typeof(Task<>), ".ctor")]
    public static Task<T> New<T>(Func<T> function, CancellationToken cancellationToken) =>
        New(function, cancellationToken, TaskCreationOptions.None);

    /// <summary>In place of <c>Task{T}(Func{T}, TaskCreationOptions)</c>.</summary>
    [ReplacesCall(typeof(Task<>), ".ctor")]
    public static Task<T> New<T>(Func<T> function, TaskCreationOptions creationOptions) =>
        New(function, CancellationToken.None, creationOptions);

    /// <summary>In place of <c>Task{T}(Func{T}, CancellationToken, TaskCreationOptions)</c>.</summary>
    [ReplacesCall(typeof(Task<>), ".ctor")]
    public static Task<T> New<T>(
        Func<T> function, CancellationToken cancellationToken, TaskCreationOptions creationOptions)
    {
        if (function is null || Ambient.Scope is null)
        {
            return new Task<T>(function!, cancellationToken, creationOptions);
        }

        var body = new Body(TaskEnds.Create(ref cancellationToken));
        var task = new Task<T>(
            () => body.Run(() => function()),
            cancellationToken,
            creationOptions);
        Bodies.Add(task, body);
        return task;
    }

    /// <summary>In place of <c>Task{T}(Func{object, T}, object)</c>.</summary>
    [ReplacesCall(typeof(Task<>), ".ctor")]
    public static Task<T> New<T>(Func<object?, T> function, object? state) =>
        New(function, state, CancellationToken.None, TaskCreationOptions.None);

    /// <summary>In place of <c>Task{T}(Func{object, T}, object, CancellationToken)</c>.</summary>
    [ReplacesCall(typeof(Task<>), ".ctor")]
    public static Task<T> New<T>(Func<object?, T> function, object? state, CancellationToken cancellationToken) =>
        New(function, state, cancellationToken, TaskCreationOptions.None);

    /// <summary>In place of <c>Task{T}(Func{object, T}, object, TaskCreationOptions)</c>.</summary>
    [ReplacesCall(typeof(Task<>), ".ctor")]
    public static Task<T> New<T>(Func<object?, T> function, object? state, TaskCreationOptions creationOptions) =>
        New(function, state, CancellationToken.None, creationOptions);

    /// <summary>In place of <c>Task{T}(Func{object, T}, object, CancellationToken, TaskCreationOptions)</c>.</summary>
    [ReplacesCall(typeof(Task<>), ".ctor")]
    public static Task<T> New<T>(
        Func<object?, T> function,
        object? state,
        CancellationToken cancellationToken,
        TaskCreationOptions creationOptions)
    {
        if (function is null || Ambient.Scope is null)
        {
            return new Task<T>(function!, state, cancellationToken, creationOptions);
        }

        var body = new Body(TaskEnds.Create(ref cancellationToken));
        var task = new Task<T>(
            state => body.Run(() => function(state)), state,
            cancellationToken,
            creationOptions);
        Bodies.Add(task, body);
        return task;
    }

    /// <summary>In place of <see cref="Task.Start()"/>.</summary>
    [ReplacesCall(typeof(Task), nameof(Task.Start))]
    public static void Start(Task task) => Start(task, TaskScheduler.Current);

    /// <summary>In place of <see cref="Task.Start(TaskScheduler)"/>.</summary>
    [ReplacesCall(typeof(Task), nameof(Task.Start))]
    public static void Start(Task task, TaskScheduler scheduler)
    {
        Safepoint.Check();
        if (Carried.Scope is not { } scope || task.Status != TaskStatus.Created || !Bodies.TryGetValue(task, out var body))
        {
            task.Start(scheduler);
            return;
        }

        HandedOver.Start(scope, member =>
        {
            body.Member = member;
            try
            {
                task.Start(scheduler);
                return task;
            }
            catch
            {
                body.Member = null;
                throw;
            }
        });
    }

    private sealed class Body(CancellationTokenSource? end)
    {
        public HandedOver? Member { get; set; }

        /// <summary>Without a member the task is run by the code that made it, on its own stack.</summary>
        public T Run<T>(Func<T> work) => Member is { } member ? member.RunInTask(work, end) : work();
    }
}
