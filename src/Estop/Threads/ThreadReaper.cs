using System.Collections.Concurrent;

namespace Estop;

/// <summary>
/// Waits for the dedicated threads of scopes to leave the process's own thread list, which is the proof that they are
/// dead, and tells their scope.
/// </summary>
internal static class ThreadReaper
{
    /// <summary>More waiters than this gain nothing; the one reaper takes the rest, one after the other.</summary>
    private const int MostExpected = 4;

    private static readonly BlockingCollection<(ScopeThread Thread, StopScope Scope)> Leaving = [];
    private static int Expected;

    static ThreadReaper() => new Thread(Loop) { IsBackground = true, Name = "Estop reaper" }.UnsafeStart();

    /// <summary>
    /// The thread is being stopped: waits for it from now on, on a thread of Estop's own, so that its end wakes a waiter
    /// without a detour, and sees to the ladder when the thread has ended or <paramref name="patience"/> is over. False
    /// if there are enough such waiters; the reaper takes the thread when it exits.
    /// </summary>
    public static bool TryExpect(ScopeThread thread, StopLadder ladder, TimeSpan patience)
    {
        if (Interlocked.Increment(ref Expected) > MostExpected || !thread.TryExpectExit())
        {
            Interlocked.Decrement(ref Expected);
            return false;
        }

        OwnThreads.RunAtOnce(() =>
        {
            if (thread.Thread.Join(patience) || !thread.TryExpectNoMore())
            {
                Reap(thread, ladder.Scope);
            }

            Interlocked.Decrement(ref Expected);
            StopClock.Tick(ladder);
        });
        return true;
    }

    /// <summary>Called by a thread of <paramref name="scope"/> as nearly the last thing it does.</summary>
    public static void Add(ScopeThread thread, StopScope scope)
    {
        if (!thread.AnnounceExit())
        {
            Leaving.Add((thread, scope));
        }
    }

    private static void Loop()
    {
        foreach (var (thread, scope) in Leaving.GetConsumingEnumerable())
        {
            Reap(thread, scope);
        }
    }

    private static void Reap(ScopeThread thread, StopScope scope)
    {
        thread.Thread.Join();
        while (OsThread.IsAlive(thread.OsId))
        {
            // Join returns a few microseconds before the kernel takes the thread off its list.
            Thread.Yield();
        }

        scope.ThreadGone(thread.OsId);
    }
}
