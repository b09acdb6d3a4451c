using System.Runtime.CompilerServices;

namespace Estop.Runtime;

/// <summary>
/// Blocking on an awaiter. Each original is called once, whether or not it has to wait: a value task can be asked for its
/// result only once.
/// </summary>
public static class AwaiterWaits
{
    /// <summary>In place of <see cref="TaskAwaiter.GetResult"/>.</summary>
    [ReplacesCall(typeof(TaskAwaiter), "GetResult")]
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
    [ReplacesCall(typeof(TaskAwaiter<>), "GetResult")]
    public static T GetResult<T>(ref TaskAwaiter<T> awaiter) =>
        awaiter.IsCompleted
            ? awaiter.GetResult()
            : StoppableWait.Run(awaiter, static awaiter => awaiter.GetResult());

    /// <summary>In place of <see cref="ConfiguredTaskAwaitable.ConfiguredTaskAwaiter.GetResult"/>.</summary>
    [ReplacesCall(typeof(ConfiguredTaskAwaitable.ConfiguredTaskAwaiter), "GetResult")]
    public static void GetResult(ref ConfiguredTaskAwaitable.ConfiguredTaskAwaiter awaiter)
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

    /// <summary>In place of <see cref="ConfiguredTaskAwaitable{TResult}.ConfiguredTaskAwaiter.GetResult"/>.</summary>
    [ReplacesCall(typeof(ConfiguredTaskAwaitable<>.ConfiguredTaskAwaiter), "GetResult")]
    public static T GetResult<T>(ref ConfiguredTaskAwaitable<T>.ConfiguredTaskAwaiter awaiter) =>
        awaiter.IsCompleted
            ? awaiter.GetResult()
            : StoppableWait.Run(awaiter, static awaiter => awaiter.GetResult());

    /// <summary>In place of <see cref="ValueTaskAwaiter.GetResult"/>.</summary>
    [ReplacesCall(typeof(ValueTaskAwaiter), "GetResult")]
    public static void GetResult(ref ValueTaskAwaiter awaiter)
    {
        if (awaiter.IsCompleted)
        {
            awaiter.GetResult();
        }
        else
        {
            StoppableWait.Run(awaiter, static awaiter => awaiter.GetResult(), repeat: false);
        }
    }

    /// <summary>In place of <see cref="ValueTaskAwaiter{TResult}.GetResult"/>.</summary>
    [ReplacesCall(typeof(ValueTaskAwaiter<>), "GetResult")]
    public static T GetResult<T>(ref ValueTaskAwaiter<T> awaiter) =>
        awaiter.IsCompleted
            ? awaiter.GetResult()
            : StoppableWait.Run(awaiter, static awaiter => awaiter.GetResult(), repeat: false);

    /// <summary>In place of <see cref="ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter.GetResult"/>.</summary>
    [ReplacesCall(typeof(ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter), "GetResult")]
    public static void GetResult(ref ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter awaiter)
    {
        if (awaiter.IsCompleted)
        {
            awaiter.GetResult();
        }
        else
        {
            StoppableWait.Run(awaiter, static awaiter => awaiter.GetResult(), repeat: false);
        }
    }

    /// <summary>In place of <see cref="ConfiguredValueTaskAwaitable{TResult}.ConfiguredValueTaskAwaiter.GetResult"/>.</summary>
    [ReplacesCall(typeof(ConfiguredValueTaskAwaitable<>.ConfiguredValueTaskAwaiter), "GetResult")]
    public static T GetResult<T>(ref ConfiguredValueTaskAwaitable<T>.ConfiguredValueTaskAwaiter awaiter) =>
        awaiter.IsCompleted
            ? awaiter.GetResult()
            : StoppableWait.Run(awaiter, static awaiter => awaiter.GetResult(), repeat: false);

    /// <summary>In place of <see cref="ValueTask{TResult}.Result"/>.</summary>
    [ReplacesCall(typeof(ValueTask<>), "get_Result")]
    public static T Result<T>(ref ValueTask<T> task) =>
        task.IsCompleted ? task.Result : StoppableWait.Run(task, static task => task.Result, repeat: false);
}
