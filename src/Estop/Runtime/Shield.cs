using System.Diagnostics;
using System.Runtime.CompilerServices;

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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int EnterCleanup()
    {
        if (ScopeThread.Current is not { } thread)
        {
            return 0;
        }

        var saved = thread.Shields;
        thread.Shields = ShieldDepth.Deeper(saved, swallowingHandler: false);
        if (Volatile.Read(ref SafepointWord.Stopping) != 0)
        {
            thread.DrainInterrupt();
        }

        return saved;
    }

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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exit(int saved)
    {
        if (ScopeThread.Current is { } thread)
        {
            thread.Shields = saved;
            if (Volatile.Read(ref SafepointWord.Stopping) != 0)
            {
                Return(thread);
            }
        }
    }

    /// <summary>
    /// First in the state machine of an async method that has cleanup or handlers that await: how many such shields lie
    /// around the call of the method. After an await, which a <paramref name="state"/> that is not negative tells, it is
    /// what was <paramref name="known"/>.
    /// </summary>
    public static int AwaitingDepth(int state, int known) =>
        state >= 0 ? known
        : ScopeThread.Current is { Scope: not null } ? AwaitingShield.DepthOf(AwaitingShield.Current)
        : 0;

    /// <summary>
    /// At the start of cleanup that awaits, or of a handler that awaits, which <paramref name="swallows"/> or rethrows,
    /// in the state machine of an async method. <paramref name="depth"/> is that of the code around it.
    /// </summary>
    public static void EnterAwaiting(int depth, bool swallows)
    {
        if (ScopeThread.Current is { Scope: not null } thread)
        {
            LeaveTo(thread, depth);
            var now = Stopwatch.GetTimestamp();
            if (thread.Shields == 0)
            {
                thread.HandlerEntered = now;
            }

            AwaitingShield.Current = new AwaitingShield(AwaitingShield.Current, swallows, now);
            Enter(thread, swallows);
            if (!ShieldDepth.IsSwallowingHandler(thread.Shields))
            {
                thread.Scope.CleanupAwaits();
            }
        }
    }

    /// <summary>
    /// At the end of cleanup or of a handler that awaits, and in what catches an exception that may have left one: what
    /// remains are the shields around the code there, <paramref name="depth"/> of them.
    /// </summary>
    public static void ExitAwaiting(int depth)
    {
        if (ScopeThread.Current is { Scope: not null } thread && LeaveTo(thread, depth))
        {
            Exit(thread.Shields);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Return(ScopeThread thread)
    {
        if (thread.Shields == 0 && thread.Scope is { IsWatched: true } scope)
        {
            scope.ThreadReturned(thread);
        }
    }

    private static bool LeaveTo(ScopeThread thread, int depth)
    {
        var left = AwaitingShield.LeaveTo(depth);
        thread.Shields = ShieldDepth.Shallower(thread.Shields, left);
        return left > 0;
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
