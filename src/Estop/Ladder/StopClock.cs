using System.Diagnostics;

namespace Estop;

/// <summary>
/// Calls each stop ladder, pause and time limit when its next step is due, on one thread of Estop's own. No step blocks,
/// so that one thread is enough for all.
/// </summary>
internal static class StopClock
{
    private const int FewForgotten = 64;

    private static readonly object Gate = new();
    private static readonly PriorityQueue<Ticking, Moment> Due = new();
    private static int Forgotten;
    private static long WakesAt;

    static StopClock() => new Thread(Loop) { IsBackground = true, Name = "Estop clock" }.UnsafeStart();

    /// <summary>Takes the next step on the calling thread, and sees to those that follow.</summary>
    public static void Tick(Ticking ticking)
    {
        if (ticking.Step() is { } next)
        {
            Schedule(ticking, next);
        }
    }

    /// <summary>Calls when the time is over, and not when it was to before, if that is later.</summary>
    public static void Schedule(Ticking ticking, TimeSpan next)
    {
        using (QuietLock.HoldMonitor(Gate))
        {
            var at = Stopwatch.GetTimestamp() + (long)(next.TotalSeconds * Stopwatch.Frequency);
            if (ticking.NextTick != 0 && ticking.NextTick <= at)
            {
                // Steps may meet, and the one that comes last may know least.
                return;
            }

            // An older entry of the same one finds that it is not the one any more.
            ticking.NextTick = at;
            Due.Enqueue(ticking, new Moment(at));
            if (ticking.NextTick < WakesAt)
            {
                WakesAt = 0;
                Monitor.Pulse(Gate);
            }
        }
    }

    /// <summary>Calls no more. What a far time holds on to is let go of once there is enough of it.</summary>
    public static void Forget(Ticking ticking)
    {
        using (QuietLock.HoldMonitor(Gate))
        {
            if (ticking.NextTick == 0)
            {
                return;
            }

            ticking.NextTick = 0;
            if (++Forgotten > FewForgotten && Forgotten > Due.Count / 2)
            {
                var live = Due.UnorderedItems.Where(static item => item.Element.NextTick == item.Priority.At).ToList();
                Due.Clear();
                Due.EnqueueRange(live);
                Forgotten = 0;
            }
        }
    }

    /// <summary>When a step is due. A class: of a queue by numbers each process would compile its own.</summary>
    private sealed record Moment(long At) : IComparable<Moment>
    {
        public int CompareTo(Moment? other) => At.CompareTo(other?.At ?? 0);
    }

    private static void Loop()
    {
        while (true)
        {
            Tick(TakeDue());
        }
    }

    private static Ticking TakeDue()
    {
        lock (Gate)
        {
            while (true)
            {
                if (!Due.TryPeek(out var ticking, out var moment))
                {
                    WakesAt = long.MaxValue;
                    Monitor.Wait(Gate);
                    continue;
                }

                var at = moment.At;
                var remaining = at - Stopwatch.GetTimestamp();
                if (remaining > 0 && ticking.NextTick == at)
                {
                    WakesAt = at;
                    Monitor.Wait(Gate, (int)Math.Min(int.MaxValue, (remaining * 1000 / Stopwatch.Frequency) + 1));
                    continue;
                }

                WakesAt = 0;
                Due.Dequeue();
                if (ticking.NextTick == at)
                {
                    ticking.NextTick = 0;
                    return ticking;
                }
            }
        }
    }
}
