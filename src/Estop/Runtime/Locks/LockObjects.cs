namespace Estop.Runtime;

/// <summary><see cref="Lock"/>, which <c>lock</c> uses on an object of that type.</summary>
public static class LockObjects
{
    /// <summary>In place of <see cref="Lock.Enter"/>.</summary>
    [ReplacesCall(typeof(Lock), nameof(Lock.Enter))]
    public static void Enter(Lock @lock)
    {
        if (!@lock.TryEnter())
        {
            StoppableWait.Run(@lock, static @lock => @lock.Enter());
        }

        HeldLocks.Taken();
    }

    /// <summary>In place of <see cref="Lock.TryEnter()"/>.</summary>
    [ReplacesCall(typeof(Lock), nameof(Lock.TryEnter))]
    public static bool TryEnter(Lock @lock) => HeldLocks.Taken(@lock.TryEnter());

    /// <summary>In place of <see cref="Lock.TryEnter(int)"/>.</summary>
    [ReplacesCall(typeof(Lock), nameof(Lock.TryEnter))]
    public static bool TryEnter(Lock @lock, int millisecondsTimeout) =>
        HeldLocks.Taken(
            (millisecondsTimeout >= Timeout.Infinite && @lock.TryEnter())
            || StoppableWait.Run(
                @lock, millisecondsTimeout, static (@lock, left) => @lock.TryEnter(left)));

    /// <summary>In place of <see cref="Lock.TryEnter(TimeSpan)"/>.</summary>
    [ReplacesCall(typeof(Lock), nameof(Lock.TryEnter))]
    public static bool TryEnter(Lock @lock, TimeSpan timeout) =>
        HeldLocks.Taken(StoppableWait.Run(@lock, timeout, static (@lock, left) => @lock.TryEnter(left)));

    /// <summary>In place of <see cref="Lock.Exit"/>.</summary>
    [ReplacesCall(typeof(Lock), nameof(Lock.Exit))]
    public static void Exit(Lock @lock)
    {
        @lock.Exit();
        HeldLocks.Released();
    }

    /// <summary>In place of <see cref="Lock.EnterScope"/>, which is what <c>lock</c> calls.</summary>
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

    /// <summary>In place of <see cref="Lock.Scope.Dispose"/>, which is what <c>lock</c> calls at its end.</summary>
    [ReplacesCall(typeof(Lock.Scope), nameof(Lock.Scope.Dispose))]
    public static void Dispose(ref Lock.Scope scope)
    {
        scope.Dispose();
        HeldLocks.Released();
    }
}
