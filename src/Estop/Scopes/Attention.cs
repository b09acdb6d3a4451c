using Estop.Runtime;

namespace Estop;

/// <summary>
/// Which scopes and looks want the attention of their threads. Both words that woven code reads are derived from these two sets,
/// under one lock; nothing counts them by hand.
/// </summary>
internal static class Attention
{
    private static readonly Lock Gate = new();
    private static readonly HashSet<object> Wanting = [];
    private static readonly HashSet<StopScope> Stopping = [];

    /// <summary>Whether a thread is wanted at its next poll, by its scope or a look.</summary>
    public static void Want(object who, bool wanted) => Change(Wanting, who, wanted);

    /// <summary>Whether a stop or pause of <paramref name="scope"/> is due, so that waits and shields have to look.</summary>
    public static void SetStopping(StopScope scope, bool stopping) => Change(Stopping, scope, stopping);

    private static void Change<T>(HashSet<T> set, T who, bool member)
    {
        using (Gate.Hold())
        {
            if (member ? !set.Add(who) : !set.Remove(who))
            {
                return;
            }

            Volatile.Write(ref SafepointWord.Pending, Wanting.Count);
            Volatile.Write(ref SafepointWord.Stopping, Stopping.Count);
        }
    }
}
