using Estop.Runtime;

namespace Estop;

/// <summary>
/// Which scopes want the attention of their threads. Both words that woven code reads are derived from these two sets,
/// under one lock; nothing counts them by hand.
/// </summary>
internal static class Attention
{
    private static readonly Lock Gate = new();
    private static readonly HashSet<StopScope> Wanting = [];
    private static readonly HashSet<StopScope> Stopping = [];

    /// <summary>Whether a thread of <paramref name="scope"/> is wanted at its next poll.</summary>
    public static void Want(StopScope scope, bool wanted) => Change(Wanting, scope, wanted);

    /// <summary>Whether a stop or pause of <paramref name="scope"/> is due, so that waits and shields have to look.</summary>
    public static void SetStopping(StopScope scope, bool stopping) => Change(Stopping, scope, stopping);

    private static void Change(HashSet<StopScope> set, StopScope scope, bool member)
    {
        lock (Gate)
        {
            if (member ? !set.Add(scope) : !set.Remove(scope))
            {
                return;
            }

            Volatile.Write(ref SafepointWord.Pending, Wanting.Count);
            Volatile.Write(ref SafepointWord.Stopping, Stopping.Count);
        }
    }
}
