using System.Collections.Concurrent;

namespace Estop;

/// <summary>
/// Lets continuations that pauses have held go on, a bounded number at a time: each that begins lets the next one go. So
/// thousands of scopes that are resumed at once do not fill the queue of the pool before the host's own work.
/// </summary>
internal static class Resumption
{
    private static readonly int MostQueued = 4 * Environment.ProcessorCount;

    private static readonly ConcurrentQueue<Action> Waiting = new();
    private static int Queued;

    /// <summary>How many may be in the queue of the pool, not begun.</summary>
    internal static int Limit => MostQueued;

    /// <summary>Calls all of <paramref name="continuations"/> on the pool, in their order.</summary>
    public static void Release(List<Action> continuations)
    {
        continuations.ForEach(Waiting.Enqueue);
        Pump();
    }

    private static void Pump()
    {
        while (!Waiting.IsEmpty)
        {
            if (Interlocked.Increment(ref Queued) > MostQueued)
            {
                Interlocked.Decrement(ref Queued);
                return;
            }

            if (!Waiting.TryDequeue(out var continuation))
            {
                Interlocked.Decrement(ref Queued);
                continue;
            }

            ThreadPool.UnsafeQueueUserWorkItem(Begin, continuation, preferLocal: false);
        }
    }

    private static void Begin(Action continuation)
    {
        Interlocked.Decrement(ref Queued);
        Pump();
        continuation();
    }
}
