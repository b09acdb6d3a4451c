using System.Runtime.CompilerServices;

namespace Estop.Runtime;

/// <summary><see cref="Monitor"/>, which <c>lock</c> uses. A lock that is free is taken as it always was.</summary>
public static class MonitorLocks
{
    /// <summary>In place of <see cref="Monitor.Enter(object)"/>.</summary>
    [ReplacesCall(typeof(Monitor), nameof(Monitor.Enter))]
    public static void Enter(object obj)
    {
        if (!Monitor.TryEnter(obj))
        {
            StoppableWait.Run(obj, static obj => Monitor.Enter(obj));
        }

        HeldLocks.Took(obj);
    }

    /// <summary>In place of <see cref="Monitor.Enter(object, ref bool)"/>, which is what <c>lock</c> calls.</summary>
    [ReplacesCall(typeof(Monitor), nameof(Monitor.Enter))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Enter(object obj, ref bool lockTaken)
    {
        Monitor.TryEnter(obj, ref lockTaken);
        if (!lockTaken)
        {
            WaitFor(obj, ref lockTaken);
        }

        HeldLocks.Took(obj);
    }

    /// <summary>In place of <see cref="Monitor.TryEnter(object)"/>.</summary>
    [ReplacesCall(typeof(Monitor), nameof(Monitor.TryEnter))]
    public static bool TryEnter(object obj) => HeldLocks.Took(obj, Monitor.TryEnter(obj));

    /// <summary>In place of <see cref="Monitor.TryEnter(object, ref bool)"/>.</summary>
    [ReplacesCall(typeof(Monitor), nameof(Monitor.TryEnter))]
    public static void TryEnter(object obj, ref bool lockTaken)
    {
        Monitor.TryEnter(obj, ref lockTaken);
        HeldLocks.Took(obj, lockTaken);
    }

    /// <summary>In place of <see cref="Monitor.TryEnter(object, int)"/>.</summary>
    [ReplacesCall(typeof(Monitor), nameof(Monitor.TryEnter))]
    public static bool TryEnter(object obj, int millisecondsTimeout) =>
        HeldLocks.Took(
            obj,
            (millisecondsTimeout >= Timeout.Infinite && Monitor.TryEnter(obj))
            || StoppableWait.Run(
                obj, millisecondsTimeout, static (obj, left) => Monitor.TryEnter(obj, left)));

    /// <summary>In place of <see cref="Monitor.TryEnter(object, int, ref bool)"/>.</summary>
    [ReplacesCall(typeof(Monitor), nameof(Monitor.TryEnter))]
    public static void TryEnter(object obj, int millisecondsTimeout, ref bool lockTaken)
    {
        if (lockTaken)
        {
            // The original says best what is wrong.
            Monitor.TryEnter(obj, millisecondsTimeout, ref lockTaken);
        }

        lockTaken = TryEnter(obj, millisecondsTimeout);
    }

    /// <summary>In place of <see cref="Monitor.TryEnter(object, TimeSpan)"/>.</summary>
    [ReplacesCall(typeof(Monitor), nameof(Monitor.TryEnter))]
    public static bool TryEnter(object obj, TimeSpan timeout) =>
        HeldLocks.Took(obj, StoppableWait.Run(obj, timeout, static (obj, left) => Monitor.TryEnter(obj, left)));

    /// <summary>In place of <see cref="Monitor.TryEnter(object, TimeSpan, ref bool)"/>.</summary>
    [ReplacesCall(typeof(Monitor), nameof(Monitor.TryEnter))]
    public static void TryEnter(object obj, TimeSpan timeout, ref bool lockTaken)
    {
        if (lockTaken)
        {
            // The original says best what is wrong.
            Monitor.TryEnter(obj, timeout, ref lockTaken);
        }

        lockTaken = TryEnter(obj, timeout);
    }

    /// <summary>In place of <see cref="Monitor.Exit(object)"/>.</summary>
    [ReplacesCall(typeof(Monitor), nameof(Monitor.Exit))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exit(object obj)
    {
        Monitor.Exit(obj);
        HeldLocks.Gave(obj);
    }

    /// <summary>In place of <see cref="Monitor.Wait(object)"/>, which waits with the lock released.</summary>
    [ReplacesCall(typeof(Monitor), nameof(Monitor.Wait))]
    public static bool Wait(object obj) => HeldLocks.Without(obj, static obj => Monitor.Wait(obj));

    /// <summary>In place of <see cref="Monitor.Wait(object, int)"/>, which waits with the lock released.</summary>
    [ReplacesCall(typeof(Monitor), nameof(Monitor.Wait))]
    public static bool Wait(object obj, int millisecondsTimeout) =>
        HeldLocks.Without((obj, millisecondsTimeout), static call => Monitor.Wait(call.obj, call.millisecondsTimeout));

    /// <summary>In place of <see cref="Monitor.Wait(object, TimeSpan)"/>, which waits with the lock released.</summary>
    [ReplacesCall(typeof(Monitor), nameof(Monitor.Wait))]
    public static bool Wait(object obj, TimeSpan timeout) =>
        HeldLocks.Without((obj, timeout), static call => Monitor.Wait(call.obj, call.timeout));

    /// <summary>In place of <see cref="Monitor.Wait(object, int, bool)"/>, which waits with the lock released.</summary>
    [ReplacesCall(typeof(Monitor), nameof(Monitor.Wait))]
    public static bool Wait(object obj, int millisecondsTimeout, bool exitContext) => Wait(obj, millisecondsTimeout);

    /// <summary>In place of <see cref="Monitor.Wait(object, TimeSpan, bool)"/>, which waits with the lock released.</summary>
    [ReplacesCall(typeof(Monitor), nameof(Monitor.Wait))]
    public static bool Wait(object obj, TimeSpan timeout, bool exitContext) => Wait(obj, timeout);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WaitFor(object obj, ref bool lockTaken)
    {
        StoppableWait.Run(obj, static obj => Monitor.Enter(obj));
        lockTaken = true;
    }
}
