namespace Estop;

/// <summary>
/// Waits for the dedicated threads of scopes to leave the process's own thread list, which is the proof that they are
/// dead, and tells their scope.
/// </summary>
internal static class ThreadReaper
{
    /// <summary>More waiters than this gain nothing; the one reaper takes the rest, one after the other.</summary>
    private const int MostExpected = 4;

    /// <summary>About a tenth of a millisecond, where no other thread wants the processor.</summary>
    private const int ManyLooks = 100;

    private static readonly Lock Gate = new();
    private static readonly Queue<(ScopeThread Thread, StopScope Scope)> Leaving = [];
    private static readonly AutoResetEvent SomeoneLeaves = new(false);
    private static int Expected;

    static ThreadReaper() => new Thread(Loop) { IsBackground = true, Name = "Estop reaper" }.UnsafeStart();

    /// <summary>
    /// The thread is being stopped: waits for it from now on, on a thread of Estop's own, so that its end wakes a waiter
    /// without a detour, and sees to the ladder when the thread has ended or <paramref name="patience"/> is over. False
    /// if there are enough such waiters, or no thread for one; the reaper takes the thread when it exits.
    /// </summary>
    public static bool TryExpect(ScopeThread thread, StopLadder ladder, TimeSpan patience)
    {
        if (Interlocked.Increment(ref Expected) > MostExpected || !thread.TryExpectExit())
        {
            Interlocked.Decrement(ref Expected);
            return false;
        }

        var waits = OwnThreads.TryRunAtOnce(() =>
        {
            Await(thread, ladder.Scope, patience);
            Interlocked.Decrement(ref Expected);
            StopClock.Tick(ladder);
        });
        if (!waits)
        {
            Interlocked.Decrement(ref Expected);
            if (!thread.TryExpectNoMore())
            {
                Leaves(thread, ladder.Scope);
            }
        }

        return waits;
    }

    /// <summary>
    /// The same on the calling thread, which has nothing else to do; where no thread is <paramref name="leaving"/>, it waits for the
    /// receipt, and nobody has to be woken to see to the ladder.
    /// </summary>
    public static void AwaitHere(ScopeThread? leaving, StopLadder ladder, TimeSpan patience)
    {
        try
        {
            if (leaving is not null && leaving.TryExpectExit())
            {
                Await(leaving, ladder.Scope, patience);
            }
            else
            {
                ladder.Receipt.Wait(patience);
            }
        }
        finally
        {
            // Also when the caller is interrupted: the stop goes on.
            StopClock.Tick(ladder);
        }
    }

    /// <summary>Called by a thread of <paramref name="scope"/> as nearly the last thing it does.</summary>
    public static void Add(ScopeThread thread, StopScope scope)
    {
        if (!thread.AnnounceExit())
        {
            Leaves(thread, scope);
        }
    }

    /// <summary>What is not over here, for whichever reason, is the reaper's.</summary>
    private static void Await(ScopeThread thread, StopScope scope, TimeSpan patience)
    {
        var ended = false;
        try
        {
            ended = thread.Thread.Join(patience);
        }
        finally
        {
            if ((ended || !thread.TryExpectNoMore()) && !(ended && HasGoneSoon(thread, scope)))
            {
                Leaves(thread, scope);
            }
        }
    }

    /// <summary>No collection of the framework's: those wait for locks, where an interrupt of the user's ends the thread.</summary>
    private static void Leaves(ScopeThread thread, StopScope scope)
    {
        using (Gate.Hold())
        {
            Leaving.Enqueue((thread, scope));
        }

        SomeoneLeaves.Set();
    }

    private static bool TryTake(out (ScopeThread Thread, StopScope Scope) next, int millisecondsTimeout)
    {
        do
        {
            lock (Gate)
            {
                if (Leaving.TryDequeue(out next))
                {
                    return true;
                }
            }
        }
        while (millisecondsTimeout != 0 && SomeoneLeaves.WaitOne(millisecondsTimeout));
        return false;
    }

    /// <summary>
    /// Join returns a few microseconds before the kernel takes the thread off its list. When thousands end at once these become
    /// milliseconds.
    /// </summary>
    private static bool HasGoneSoon(ScopeThread thread, StopScope scope)
    {
        for (var looks = 0; looks < ManyLooks; looks++)
        {
            if (HasGone((thread, scope)))
            {
                return true;
            }

            Thread.Yield();
        }

        return false;
    }

    private static void Loop()
    {
        var leaving = new List<(ScopeThread Thread, StopScope Scope)>();
        var looks = 0;
        while (true)
        {
            // In vain many times, it waits until others come, or a moment.
            var wait = leaving.Count == 0 ? Timeout.Infinite : looks < ManyLooks ? 0 : 1;
            while (TryTake(out var next, wait))
            {
                leaving.Add(next);
                (looks, wait) = (0, 0);
            }

            if (leaving.RemoveAll(HasGone) == 0)
            {
                looks++;
                Thread.Yield();
            }
        }
    }

    private static bool HasGone((ScopeThread Thread, StopScope Scope) one)
    {
        if (OsThread.IsAlive(one.Thread.OsId))
        {
            return false;
        }

        // Where the kernel is not asked, this is the proof.
        one.Thread.Thread.Join();
        one.Scope.ThreadGone(one.Thread.OsId);
        return true;
    }
}
