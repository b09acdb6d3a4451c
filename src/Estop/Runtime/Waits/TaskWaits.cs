using System.Runtime.CompilerServices;

namespace Estop.Runtime;

/// <summary>Blocking waits for tasks.</summary>
public static class TaskWaits
{
    /// <summary>In place of <see cref="Task.Wait()"/>.</summary>
    [ReplacesCall(typeof(Task), nameof(Task.Wait))]
    public static void Wait(Task task) => StoppableWait.Run(task, static task => task.Wait());

    /// <summary>In place of <see cref="Task.Wait(int)"/>.</summary>
    [ReplacesCall(typeof(Task), nameof(Task.Wait))]
    public static bool Wait(Task task, int millisecondsTimeout) =>
        StoppableWait.Run((task, millisecondsTimeout), static call => call.task.Wait(call.millisecondsTimeout));

    /// <summary>In place of <see cref="Task.Wait(TimeSpan)"/>.</summary>
    [ReplacesCall(typeof(Task), nameof(Task.Wait))]
    public static bool Wait(Task task, TimeSpan timeout) =>
        StoppableWait.Run((task, timeout), static call => call.task.Wait(call.timeout));

    /// <summary>In place of <see cref="Task.WaitAll(Task[])"/>.</summary>
    [ReplacesCall(typeof(Task), nameof(Task.WaitAll))]
    public static void WaitAll(Task[] tasks) => StoppableWait.Run(tasks, static tasks => Task.WaitAll(tasks));

    /// <summary>In place of <see cref="Task.WaitAll(ReadOnlySpan{Task})"/>, which is what a list of arguments calls.</summary>
    [ReplacesCall(typeof(Task), nameof(Task.WaitAll))]
    public static void WaitAll(ReadOnlySpan<Task> tasks) => WaitAll(tasks.ToArray());

    /// <summary>In place of <see cref="Task.WaitAny(Task[])"/>.</summary>
    [ReplacesCall(typeof(Task), nameof(Task.WaitAny))]
    public static int WaitAny(Task[] tasks) => StoppableWait.Run(tasks, static tasks => Task.WaitAny(tasks));

    /// <summary>In place of <see cref="Task{TResult}.Result"/>.</summary>
    [ReplacesCall(typeof(Task<>), "get_Result")]
    public static T Result<T>(Task<T> task) =>
        task.IsCompleted ? task.Result : StoppableWait.Run(task, static task => task.Result);

    /// <summary>In place of <see cref="TaskAwaiter.GetResult"/>. In an async method the task is complete by then.</summary>
    [ReplacesCall(typeof(TaskAwaiter), nameof(TaskAwaiter.GetResult))]
    public static void GetResult(ref TaskAwaiter awaiter)
    {
        if (awaiter.IsCompleted)
        {
            awaiter.GetResult();
        }
        else
        {
            StoppableWait.Run(awaiter, static awaiter => awaiter.GetResult());
        }
    }

    /// <summary>In place of <see cref="TaskAwaiter{TResult}.GetResult"/>.</summary>
    [ReplacesCall(typeof(TaskAwaiter<>), nameof(TaskAwaiter<int>.GetResult))]
    public static T GetResult<T>(ref TaskAwaiter<T> awaiter) =>
        awaiter.IsCompleted
            ? awaiter.GetResult()
            : StoppableWait.Run(awaiter, static awaiter => awaiter.GetResult());
}
