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

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);
    private static readonly BlockingCollection<(ScopeThread Thread, StopScope Scope)> Leaving = [];
    private static int _expected;

    static ThreadReaper() => new Thread(Loop) { IsBackground = true, Name = "Estop reaper" }.UnsafeStart();

    /// <summary>
    /// The thread is being stopped: waits for it from now on, on a thread of Estop's own, so that its end wakes a waiter
    /// without a detour. Only a help: what is not expected, or takes too long, the reaper takes when it exits.
    /// </summary>
    public static void Expect(ScopeThread thread, StopScope scope)
    {
        if (Interlocked.Increment(ref _expected) > MostExpected || !thread.TryExpectExit())
        {
            Interlocked.Decrement(ref _expected);
            return;
        }

        OwnThreads.Run(() =>
        {
            if (thread.Thread.Join(Patience) || !thread.TryExpectNoMore())
            {
                Reap(thread, scope);
            }

            Interlocked.Decrement(ref _expected);
        });
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
