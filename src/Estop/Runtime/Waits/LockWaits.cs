namespace Estop.Runtime;

/// <summary>Waiting for a lock. A lock that is free is taken as it always was.</summary>
public static class LockWaits
{
    /// <summary>In place of <see cref="Monitor.Enter(object)"/>.</summary>
    [ReplacesCall(typeof(Monitor), nameof(Monitor.Enter))]
    public static void Enter(object obj)
    {
        if (!Monitor.TryEnter(obj))
        {
            StoppableWait.Run(obj, static obj => Monitor.Enter(obj));
        }
    }

    /// <summary>In place of <see cref="Monitor.Enter(object, ref bool)"/>, which is what <c>lock</c> calls.</summary>
    [ReplacesCall(typeof(Monitor), nameof(Monitor.Enter))]
    public static void Enter(object obj, ref bool lockTaken)
    {
        Monitor.TryEnter(obj, ref lockTaken);
        if (!lockTaken)
        {
            StoppableWait.Run(obj, static obj => Monitor.Enter(obj));
            lockTaken = true;
        }
    }

    /// <summary>In place of <see cref="Monitor.TryEnter(object, int)"/>.</summary>
    [ReplacesCall(typeof(Monitor), nameof(Monitor.TryEnter))]
    public static bool TryEnter(object obj, int millisecondsTimeout) =>
        StoppableWait.Run(
            (obj, millisecondsTimeout), static call => Monitor.TryEnter(call.obj, call.millisecondsTimeout));

    /// <summary>In place of <see cref="Monitor.TryEnter(object, TimeSpan)"/>.</summary>
    [ReplacesCall(typeof(Monitor), nameof(Monitor.TryEnter))]
    public static bool TryEnter(object obj, TimeSpan timeout) =>
        StoppableWait.Run((obj, timeout), static call => Monitor.TryEnter(call.obj, call.timeout));

    /// <summary>In place of <see cref="Monitor.Wait(object)"/>.</summary>
    [ReplacesCall(typeof(Monitor), nameof(Monitor.Wait))]
    public static bool Wait(object obj) => StoppableWait.Run(obj, static obj => Monitor.Wait(obj));

    /// <summary>In place of <see cref="Monitor.Wait(object, int)"/>.</summary>
    [ReplacesCall(typeof(Monitor), nameof(Monitor.Wait))]
    public static bool Wait(object obj, int millisecondsTimeout) =>
        StoppableWait.Run((obj, millisecondsTimeout), static call => Monitor.Wait(call.obj, call.millisecondsTimeout));

    /// <summary>In place of <see cref="Monitor.Wait(object, TimeSpan)"/>.</summary>
    [ReplacesCall(typeof(Monitor), nameof(Monitor.Wait))]
    public static bool Wait(object obj, TimeSpan timeout) =>
        StoppableWait.Run((obj, timeout), static call => Monitor.Wait(call.obj, call.timeout));

    /// <summary>In place of <see cref="Lock.Enter"/>.</summary>
    [ReplacesCall(typeof(Lock), nameof(Lock.Enter))]
    public static void Enter(Lock @lock)
    {
        if (!@lock.TryEnter())
        {
            StoppableWait.Run(@lock, static @lock => @lock.Enter());
        }
    }

    /// <summary>In place of <see cref="Lock.EnterScope"/>, which is what <c>lock</c> calls on a <see cref="Lock"/>.</summary>
    [ReplacesCall(typeof(Lock), nameof(Lock.EnterScope))]
    public static Lock.Scope EnterScope(Lock @lock)
    {
        Enter(@lock);
        try
        {
            // Held already, so this does not wait.
            return @lock.EnterScope();
        }
        finally
        {
            @lock.Exit();
        }
    }
}
