using System.Runtime.CompilerServices;

namespace Estop.Runtime;

/// <summary>Called by woven code where a stop can take effect.</summary>
/// <remarks>
/// A poll is one load of a process-wide word and a branch. Only when some scope wants attention does a thread ask
/// whether it is its own scope that is meant.
/// </remarks>
public static class Safepoint
{
    /// <summary>At the head of a loop.</summary>
    /// <exception cref="StopException">The scope is being stopped.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Poll()
    {
        if (Volatile.Read(ref SafepointWord.Pending) != 0)
        {
            Slow(entry: false);
        }
    }

    /// <summary>
    /// At the head of a loop that an async method may also come past on its way out, when an await has
    /// <paramref name="suspended"/> it: it may then execute on another thread already.
    /// </summary>
    /// <exception cref="StopException">The scope is being stopped.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PollUnless(bool suspended)
    {
        if (!suspended)
        {
            Poll();
        }
    }

    /// <summary>
    /// Whether the attention of some thread is wanted, so that a poll is due. Asked before a poll where variables in
    /// registers are put aside for the time of the poll, which is next to never.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsWanted() => Volatile.Read(ref SafepointWord.Pending) != 0;

    /// <summary>At the entry of a method. A shield that has broken does not fire here, so that releases are reached.</summary>
    /// <exception cref="StopException">The scope is being stopped.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PollEntry()
    {
        if (Volatile.Read(ref SafepointWord.Pending) != 0)
        {
            Slow(entry: true);
        }
    }

    /// <summary>At the end of a handler or wait: looks at the scope itself, whether or not any wants attention.</summary>
    /// <exception cref="StopException">The scope is being stopped.</exception>
    public static void Check()
    {
        if (Volatile.Read(ref SafepointWord.Stopping) != 0)
        {
            // Looks are answered at polls and in waits: what is at its end here is neither.
            if (ScopeThread.Current is { } thread)
            {
                thread.DeferNoMore();
                AtOwnScope(thread, entry: false);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Slow(bool entry)
    {
        if (ScopeThread.Current is { } thread)
        {
            if (thread.IsLookedAt)
            {
                thread.AnswerLooks(waits: false);
            }

            AtOwnScope(thread, entry);
        }
    }

    // Most threads that come here are of other scopes than the one that is meant.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AtOwnScope(ScopeThread thread, bool entry)
    {
        if (thread.Scope is { IsWatched: true } scope)
        {
            scope.AtSafepoint(thread, entry);
        }
    }
}
