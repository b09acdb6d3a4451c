using System.Diagnostics;

namespace Estop;

/// <summary>
/// Calls each stop ladder when its next step is due, on one thread of Estop's own. No step blocks, so that one thread is
/// enough for all.
/// </summary>
internal static class StopClock
{
    private static readonly object Gate = new();
    private static readonly PriorityQueue<StopLadder, long> Due = new();

    static StopClock() => new Thread(Loop) { IsBackground = true, Name = "Estop clock" }.UnsafeStart();

    /// <summary>Takes the ladder's next step on the calling thread, and sees to those that follow.</summary>
    public static void Tick(StopLadder ladder)
    {
        if (ladder.Scope.Advance(ladder, out var leaving) is { } next &&
            (leaving is null || !ThreadReaper.TryExpect(leaving, ladder, next)))
        {
            Schedule(ladder, next);
        }
    }

    private static void Schedule(StopLadder ladder, TimeSpan next)
    {
        lock (Gate)
        {
            // An older entry of the same ladder finds that it is not the one any more.
            ladder.NextTick = Stopwatch.GetTimestamp() + (long)(next.TotalSeconds * Stopwatch.Frequency);
            Due.Enqueue(ladder, ladder.NextTick);
            Monitor.Pulse(Gate);
        }
    }

    private static void Loop()
    {
        while (true)
        {
            Tick(TakeDue());
        }
    }

    private static StopLadder TakeDue()
    {
        lock (Gate)
        {
            while (true)
            {
                if (!Due.TryPeek(out var ladder, out var at))
                {
                    Monitor.Wait(Gate);
                    continue;
                }

                var remaining = at - Stopwatch.GetTimestamp();
                if (remaining > 0)
                {
                    Monitor.Wait(Gate, (int)Math.Min(int.MaxValue, (remaining * 1000 / Stopwatch.Frequency) + 1));
                    continue;
                }

                Due.Dequeue();
                if (ladder.NextTick == at)
                {
                    return ladder;
                }
            }
        }
    }
}
