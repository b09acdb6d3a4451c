using System.Diagnostics;

namespace Estop.Runtime;

/// <summary>Called by woven code around regions in which safepoints do not fire, until their budget is spent.</summary>
/// <remarks>
/// The depth is absolute: each region puts back what it found, whichever way it is left, so that none can leak.
/// </remarks>
public static class Shield
{
    /// <summary>
    /// At the start of a <c>finally</c> or fault block, a <c>Dispose</c>, a finalizer, a type initialiser. Returns what
    /// <see cref="Exit"/> wants.
    /// </summary>
    public static int EnterCleanup() =>
        ScopeThread.Current is { } thread ? Enter(thread, swallowingHandler: false) : 0;

    /// <summary>
    /// At the start of a handler. One that <paramref name="swallows"/> has the handler budget, one that rethrows the
    /// cleanup budget. Returns what <see cref="Exit"/> wants.
    /// </summary>
    public static int EnterHandler(bool swallows)
    {
        if (ScopeThread.Current is not { } thread)
        {
            return 0;
        }

        if (thread.Shields == 0)
        {
            thread.HandlerEntered = Stopwatch.GetTimestamp();
        }

        return Enter(thread, swallows);
    }

    /// <summary>At the end of the region, in a <c>finally</c>.</summary>
    public static void Exit(int saved)
    {
        if (ScopeThread.Current is not { } thread)
        {
            return;
        }

        thread.Shields = saved;
        if (saved == 0 && Volatile.Read(ref SafepointWord.Stopping) != 0 && thread.Scope is { IsStopDue: true } scope)
        {
            scope.ThreadReturned(thread);
        }
    }

    /// <summary>At the start of cleanup that awaits, in the state machine of an async method.</summary>
    public static void EnterAwaiting()
    {
        if (ScopeThread.Current is { Scope: not null } thread)
        {
            AmbientShield.Depth++;
            Enter(thread, swallowingHandler: false);
        }
    }

    /// <summary>At the end of cleanup that awaits, where the exception that it held back is thrown again.</summary>
    public static void ExitAwaiting()
    {
        if (ScopeThread.Current is { Scope: not null } thread && AmbientShield.Depth > 0)
        {
            AmbientShield.Depth--;
            Exit(Math.Max(0, thread.Shields - 1));
        }
    }

    private static int Enter(ScopeThread thread, bool swallowingHandler)
    {
        var saved = thread.Shields;
        thread.Shields = ShieldDepth.Deeper(saved, swallowingHandler);
        if (Volatile.Read(ref SafepointWord.Stopping) != 0)
        {
            thread.DrainInterrupt();
        }

        return saved;
    }
}
