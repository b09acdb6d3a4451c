using System.Collections.Concurrent;

namespace Estop;

/// <summary>
/// Waits for the threads of scopes to leave the process's own thread list, which is the proof that they are dead, and
/// reports each.
/// </summary>
internal static class ThreadReaper
{
    private static readonly BlockingCollection<(Thread Thread, int OsThreadId, StopScope Scope)> Leaving = [];

    static ThreadReaper() =>
        new Thread(Loop) { IsBackground = true, Name = "Estop reaper" }.UnsafeStart();

    /// <summary>Called by a thread of <paramref name="scope"/> as nearly the last thing it does.</summary>
    public static void Add(Thread thread, int osThreadId, StopScope scope) =>
        Leaving.Add((thread, osThreadId, scope));

    private static void Loop()
    {
        foreach (var (thread, osThreadId, scope) in Leaving.GetConsumingEnumerable())
        {
            thread.Join();
            var spin = new SpinWait();
            while (OsThread.IsAlive(osThreadId))
            {
                // Join returns a few microseconds before the kernel takes the thread off its list.
                spin.SpinOnce(sleep1Threshold: -1);
            }

            scope.ThreadGone(osThreadId);
        }
    }
}
