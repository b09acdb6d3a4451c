namespace Estop.Runtime;

/// <summary>Blocking waits for tasks.</summary>
public static class TaskWaits
{
    /// <summary>In place of <see cref="Task.Wait()"/>.</summary>
    [ReplacesCall(typeof(Task), nameof(Task.Wait))]
    public static void Wait(Task task)
    {
        if (task.IsCompleted)
        {
            task.Wait();
        }
        else
        {
            StoppableWait.Run(task, static task => task.Wait());
        }
    }

    /// <summary>In place of <see cref="Task.Wait(int)"/>.</summary>
    [ReplacesCall(typeof(Task), nameof(Task.Wait))]
    public static bool Wait(Task task, int millisecondsTimeout) =>
        StoppableWait.Run(task, millisecondsTimeout, static (task, left) => task.Wait(left));

    /// <summary>In place of <see cref="Task.Wait(TimeSpan)"/>.</summary>
    [ReplacesCall(typeof(Task), nameof(Task.Wait))]
    public static bool Wait(Task task, TimeSpan timeout) =>
        StoppableWait.Run(task, timeout, static (task, left) => task.Wait(left));

    /// <summary>In place of <see cref="Task.Wait(CancellationToken)"/>.</summary>
    [ReplacesCall(typeof(Task), nameof(Task.Wait))]
    public static void Wait(Task task, CancellationToken cancellationToken) =>
        StoppableWait.Run((task, cancellationToken), static call => call.task.Wait(call.cancellationToken));

    /// <summary>In place of <see cref="Task.Wait(int, CancellationToken)"/>.</summary>
    [ReplacesCall(typeof(Task), nameof(Task.Wait))]
    public static bool Wait(Task task, int millisecondsTimeout, CancellationToken cancellationToken) =>
        StoppableWait.Run(
            (task, cancellationToken),
            millisecondsTimeout,
            static (call, left) => call.task.Wait(left, call.cancellationToken));

    /// <summary>In place of <see cref="Task.Wait(TimeSpan, CancellationToken)"/>.</summary>
    [ReplacesCall(typeof(Task), nameof(Task.Wait))]
    public static bool Wait(Task task, TimeSpan timeout, CancellationToken cancellationToken) =>
        StoppableWait.Run(
            (task, cancellationToken),
            timeout,
            static (call, left) => call.task.Wait(left, call.cancellationToken));

    /// <summary>In place of <see cref="Task.WaitAll(Task[])"/>.</summary>
    [ReplacesCall(typeof(Task), nameof(Task.WaitAll))]
    public static void WaitAll(Task[] tasks) => StoppableWait.Run(tasks, static tasks => Task.WaitAll(tasks));

    /// <summary>In place of <see cref="Task.WaitAll(ReadOnlySpan{Task})"/>, which is what a list of arguments calls.</summary>
    [ReplacesCall(typeof(Task), nameof(Task.WaitAll))]
    public static void WaitAll(ReadOnlySpan<Task> tasks) => WaitAll(tasks.ToArray());

    /// <summary>In place of <see cref="Task.WaitAny(Task[])"/>.</summary>
    [ReplacesCall(typeof(Task), nameof(Task.WaitAny))]
    public static int WaitAny(Task[] tasks) => StoppableWait.Run(tasks, static tasks => Task.WaitAny(tasks));

    /// <summary>In place of <see cref="Task.WaitAll(Task[], int)"/>.</summary>
    [ReplacesCall(typeof(Task), nameof(Task.WaitAll))]
    public static bool WaitAll(Task[] tasks, int millisecondsTimeout) =>
        StoppableWait.Run(tasks, millisecondsTimeout, static (tasks, left) => Task.WaitAll(tasks, left));

    /// <summary>In place of <see cref="Task.WaitAll(Task[], TimeSpan)"/>.</summary>
    [ReplacesCall(typeof(Task), nameof(Task.WaitAll))]
    public static bool WaitAll(Task[] tasks, TimeSpan timeout) =>
        StoppableWait.Run(tasks, timeout, static (tasks, left) => Task.WaitAll(tasks, left));

    /// <summary>In place of <see cref="Task.WaitAll(Task[], CancellationToken)"/>.</summary>
    [ReplacesCall(typeof(Task), nameof(Task.WaitAll))]
    public static void WaitAll(Task[] tasks, CancellationToken cancellationToken) =>
        StoppableWait.Run((tasks, cancellationToken), static call => Task.WaitAll(call.tasks, call.cancellationToken));

    /// <summary>In place of <see cref="Task.WaitAll(Task[], int, CancellationToken)"/>.</summary>
    [ReplacesCall(typeof(Task), nameof(Task.WaitAll))]
    public static bool WaitAll(Task[] tasks, int millisecondsTimeout, CancellationToken cancellationToken) =>
        StoppableWait.Run(
            (tasks, cancellationToken),
            millisecondsTimeout,
            static (call, left) => Task.WaitAll(call.tasks, left, call.cancellationToken));

    /// <summary>In place of <see cref="Task.WaitAny(Task[], int)"/>.</summary>
    [ReplacesCall(typeof(Task), nameof(Task.WaitAny))]
    public static int WaitAny(Task[] tasks, int millisecondsTimeout) =>
        StoppableWait.Run(tasks, millisecondsTimeout, static (tasks, left) => Task.WaitAny(tasks, left));

    /// <summary>In place of <see cref="Task.WaitAny(Task[], TimeSpan)"/>.</summary>
    [ReplacesCall(typeof(Task), nameof(Task.WaitAny))]
    public static int WaitAny(Task[] tasks, TimeSpan timeout) =>
        StoppableWait.Run(tasks, timeout, static (tasks, left) => Task.WaitAny(tasks, left));

    /// <summary>In place of <see cref="Task.WaitAny(Task[], CancellationToken)"/>.</summary>
    [ReplacesCall(typeof(Task), nameof(Task.WaitAny))]
    public static int WaitAny(Task[] tasks, CancellationToken cancellationToken) =>
        StoppableWait.Run((tasks, cancellationToken), static call => Task.WaitAny(call.tasks, call.cancellationToken));

    /// <summary>In place of <see cref="Task.WaitAny(Task[], int, CancellationToken)"/>.</summary>
    [ReplacesCall(typeof(Task), nameof(Task.WaitAny))]
    public static int WaitAny(Task[] tasks, int millisecondsTimeout, CancellationToken cancellationToken) =>
        StoppableWait.Run(
            (tasks, cancellationToken),
            millisecondsTimeout,
            static (call, left) => Task.WaitAny(call.tasks, left, call.cancellationToken));

    /// <summary>
    /// In place of <see cref="Task.WaitAll(IEnumerable{Task}, CancellationToken)"/>. What makes its tasks as it is asked for
    /// them is asked once, and not again where a look has the wait begin again.
    /// </summary>
    [ReplacesCall(typeof(Task), nameof(Task.WaitAll))]
    public static void WaitAll(IEnumerable<Task> tasks, CancellationToken cancellationToken) =>
        WaitAll(tasks is null ? null! : [.. tasks], cancellationToken);

    /// <summary>In place of <see cref="Task{TResult}.Result"/>.</summary>
    [ReplacesCall(typeof(Task<>), "get_Result")]
    public static T Result<T>(Task<T> task) =>
        task.IsCompleted ? task.Result : StoppableWait.Run(task, static task => task.Result);
}
