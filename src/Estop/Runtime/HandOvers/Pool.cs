namespace Estop.Runtime;

/// <summary>Work items that woven code queues to the thread pool.</summary>
public static class Pool
{
    /// <summary>In place of <see cref="ThreadPool.QueueUserWorkItem(WaitCallback)"/>.</summary>
    [ReplacesCall(typeof(ThreadPool), nameof(ThreadPool.QueueUserWorkItem))]
    public static bool QueueUserWorkItem(WaitCallback callBack) => QueueUserWorkItem(callBack, null);

    /// <summary>In place of <see cref="ThreadPool.QueueUserWorkItem(WaitCallback, object?)"/>.</summary>
    [ReplacesCall(typeof(ThreadPool), nameof(ThreadPool.QueueUserWorkItem))]
    public static bool QueueUserWorkItem(WaitCallback callBack, object? state)
    {
        if (callBack is null || Carried.Scope is not { } scope)
        {
            return ThreadPool.QueueUserWorkItem(callBack!, state);
        }

        Safepoint.Check();
        var member = new HandedOver(scope);
        return ThreadPool.QueueUserWorkItem(_ => member.RunOnPool(() => callBack(state)), null);
    }

    /// <summary>In place of <see cref="ThreadPool.QueueUserWorkItem{TState}(Action{TState}, TState, bool)"/>.</summary>
    [ReplacesCall(typeof(ThreadPool), nameof(ThreadPool.QueueUserWorkItem))]
    public static bool QueueUserWorkItem<TState>(Action<TState> callBack, TState state, bool preferLocal)
    {
        if (callBack is null || Carried.Scope is not { } scope)
        {
            return ThreadPool.QueueUserWorkItem(callBack!, state, preferLocal);
        }

        Safepoint.Check();
        var member = new HandedOver(scope);
        return ThreadPool.QueueUserWorkItem(
            static call => call.member.RunOnPool(() => call.callBack(call.state)), (member, callBack, state), preferLocal);
    }
}
