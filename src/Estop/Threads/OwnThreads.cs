using System.Diagnostics;

namespace Estop;

/// <summary>
/// Threads of Estop's own for work that may block in user code, such as the callbacks of a cancellation: the way of a
/// stop needs no thread of the pool. A few are enough for any number of stops at once, and another is started for each one
/// that hangs. Idle threads are used again, and end after <see cref="IdleTime"/>.
/// </summary>
internal sealed class OwnThreads
{
    /// <summary>
    /// How many may be stuck in user code. Past that the others wait for their turn: a process that runs out of threads dies.
    /// </summary>
    private const int MostStuck = 1000;

    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan PatienceWithComputing = TimeSpan.FromMilliseconds(100);

    // More would only take turns.
    private static readonly int Enough = Math.Max(8, 2 * Environment.ProcessorCount);

    private static readonly Lock Gate = new();
    private static readonly HashSet<OwnThreads> All = [];
    private static readonly List<OwnThreads> Idle = [];
    private static readonly Queue<Action> Waiting = new();
    private static readonly Watch TheWatch = new();
    private static bool Watched;

    [ThreadStatic]
    private static bool Here;

    private readonly SemaphoreSlim _wake = new(0);
    private readonly Thread _thread;
    private Action? _work;
    private long _workingSince = Stopwatch.GetTimestamp();

    private OwnThreads(Action work)
    {
        _work = work;
        _thread = new Thread(Loop) { IsBackground = true, Name = "Estop" };
        All.Add(this);
    }

    /// <summary>Whether the calling thread is one of these.</summary>
    public static bool IsCurrent => Here;

    /// <summary>
    /// Runs <paramref name="work"/>, which must not throw, on a thread of Estop's own. If the process gets no more of them, it waits
    /// for its turn until it does.
    /// </summary>
    public static void Run(Action work) => TryRun(work, atOnce: false);

    /// <summary>
    /// The same for what must not wait until others that hang are seen to. The caller sees to it that there are few. False if there
    /// is no thread for it.
    /// </summary>
    public static bool TryRunAtOnce(Action work) => TryRun(work, atOnce: true);

    private static bool TryRun(Action work, bool atOnce, bool mayStart = true)
    {
        OwnThreads? idle = null;
        OwnThreads? fresh = null;
        var watch = false;
        using (Gate.Hold())
        {
            if (Idle.Count > 0)
            {
                idle = Idle[^1];
                Idle.RemoveAt(Idle.Count - 1);
                idle.Take_NeedsLock(work);
            }
            else if (mayStart && (atOnce || All.Count < Enough))
            {
                fresh = new OwnThreads(work);
            }
            else
            {
                Waiting.Enqueue(work);
                watch = !Watched;
                Watched = true;
            }
        }

        idle?._wake.Release();
        if (watch)
        {
            StopClock.Schedule(TheWatch, Patience);
        }

        return fresh is null || fresh.TryStart() || (!atOnce && TryRun(work, atOnce, mayStart: false));
    }

    private bool TryStart()
    {
        if (NewThreads.TryStart(_thread))
        {
            return true;
        }

        lock (Gate)
        {
            All.Remove(this);
        }

        return false;
    }

    /// <summary>Whether others are not to wait until its work is done. One that computes may only be slow.</summary>
    private bool IsStuck
    {
        get
        {
            var working = Stopwatch.GetElapsedTime(_workingSince);
            return working > PatienceWithComputing
                || (working > Patience && (_thread.ThreadState & System.Threading.ThreadState.WaitSleepJoin) != 0);
        }
    }

    private void Take_NeedsLock(Action work)
    {
        _work = work;
        _workingSince = Stopwatch.GetTimestamp();
    }

    private void Loop()
    {
        Here = true;
        do
        {
            _work!();
        }
        while (HasMore());
    }

    private bool HasMore()
    {
        lock (Gate)
        {
            _work = null;
            if (Waiting.TryDequeue(out var next))
            {
                Take_NeedsLock(next);
                return true;
            }

            Idle.Add(this);
        }

        if (!_wake.Wait(IdleTime))
        {
            lock (Gate)
            {
                if (_work is null)
                {
                    Idle.Remove(this);
                    All.Remove(this);
                    return false;
                }
            }

            _wake.Wait();
        }

        return true;
    }

    /// <summary>Sees to it that what waits does not wait for those that hang.</summary>
    private sealed class Watch : Ticking
    {
        /// <inheritdoc/>
        public override TimeSpan? Step()
        {
            var fresh = new List<OwnThreads>();
            bool more;
            lock (Gate)
            {
                var enough = Enough + Math.Min(MostStuck, All.Count(static one => one.IsStuck));
                while (All.Count < enough && Waiting.TryDequeue(out var work))
                {
                    fresh.Add(new OwnThreads(work));
                }

                more = Watched = Waiting.Count > 0;
            }

            var failed = fresh.FindAll(static one => !one.TryStart());
            failed.ForEach(static one => TryRun(one._work!, atOnce: false, mayStart: false));
            return more ? Patience : null;
        }
    }
}
