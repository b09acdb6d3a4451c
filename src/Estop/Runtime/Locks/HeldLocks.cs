using System.Runtime.CompilerServices;

namespace Estop.Runtime;

/// <summary>
/// Counts the locks that the calling thread holds on behalf of its scope. As long as there is one, a stop waits, for at
/// most the lock budget: what a lock protects is shared with others, and is not to be torn.
/// </summary>
public static class HeldLocks
{
    /// <summary>Called when a lock has been taken.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Taken()
    {
        if (ScopeThread.Current is { Scope: not null } thread)
        {
            Taken(thread);
        }
    }

    /// <summary>Called when <paramref name="lock"/> has been taken, so that a look can say who holds it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Took(object @lock)
    {
        if (ScopeThread.Current is { Scope: not null } thread)
        {
            thread.Remember(@lock);
            Taken(thread);
        }
    }

    /// <summary>Called with the outcome of an attempt to take <paramref name="lock"/>, which it returns.</summary>
    internal static bool Took(object @lock, bool taken)
    {
        if (taken)
        {
            Took(@lock);
        }

        return taken;
    }

    /// <summary>Called when <paramref name="lock"/> has been released.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Gave(object @lock)
    {
        if (ScopeThread.Current is { Locks: > 0 } thread)
        {
            thread.Forget(@lock);
            Put(thread, thread.Locks - 1);
        }
    }

    /// <summary>Called with the outcome of an attempt to take a lock, which it returns.</summary>
    public static bool Taken(bool taken)
    {
        if (taken)
        {
            Taken();
        }

        return taken;
    }

    /// <summary>Called when a lock has been released.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Released()
    {
        if (ScopeThread.Current is { Locks: > 0 } thread)
        {
            Put(thread, thread.Locks - 1);
        }
    }

    /// <summary>
    /// Called when an async method has taken a lock. It flows with the execution context, as each continuation may be
    /// on another thread.
    /// </summary>
    public static void TakenAwaiting()
    {
        if (ScopeThread.Current is { Scope: not null })
        {
            AmbientLocks.Held++;
            Taken();
        }
    }

    /// <summary>Called with the outcome of an async method's attempt to take a lock, which it returns.</summary>
    public static bool TakenAwaiting(bool taken)
    {
        if (taken)
        {
            TakenAwaiting();
        }

        return taken;
    }

    /// <summary>Called when an async method has released a lock.</summary>
    public static void ReleasedAwaiting()
    {
        if (ScopeThread.Current is { Scope: not null } && AmbientLocks.Held > 0)
        {
            AmbientLocks.Held--;
            Released();
        }
    }

    /// <summary>
    /// Lets go of one lock while <paramref name="wait"/> waits with the lock released, and counts it again. A stop that
    /// ends such a wait tears nothing; a look does not end it, since a pulse that came with it would be lost.
    /// </summary>
    internal static TResult Without<TState, TResult>(TState state, Func<TState, TResult> wait)
    {
        if (ScopeThread.Current is not { Locks: > 0 } thread)
        {
            return StoppableWait.Run(state, wait, repeat: false);
        }

        Put(thread, thread.Locks - 1);
        try
        {
            return StoppableWait.Run(state, wait, repeat: false);
        }
        finally
        {
            thread.Locks++;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Taken(ScopeThread thread)
    {
        thread.Locks++;
        if (Volatile.Read(ref SafepointWord.Stopping) != 0)
        {
            // An interrupt meant for the code before the lock must not land under it.
            thread.DrainInterrupt();
        }
    }

    private static void Put(ScopeThread thread, int locks)
    {
        thread.Locks = locks;
        if (Volatile.Read(ref SafepointWord.Stopping) != 0)
        {
            Return(thread);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Return(ScopeThread thread)
    {
        if (!thread.IsShielded && thread.Scope is { IsWatched: true } scope)
        {
            scope.ThreadReturned(thread);
        }
    }
}
