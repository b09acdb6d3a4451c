namespace Estop;

/// <summary>Every thread that ever entered a scope, as long as it lives.</summary>
internal static class KnownThreads
{
    private const int FirstPrune = 64;

    private static readonly Lock Gate = new();
    private static readonly List<WeakReference<ScopeThread>> All = [];
    private static int PruneAt = FirstPrune;

    public static void Add(ScopeThread thread)
    {
        using (Gate.Hold())
        {
            if (All.Count >= PruneAt)
            {
                All.RemoveAll(static one => !one.TryGetTarget(out var thread) || !thread.Thread.IsAlive);
                PruneAt = Math.Max(FirstPrune, All.Count * 2);
            }

            All.Add(new WeakReference<ScopeThread>(thread));
        }
    }

    /// <summary>The first living thread that fits; null if none does.</summary>
    public static ScopeThread? Find(Predicate<ScopeThread> fits)
    {
        using (Gate.Hold())
        {
            foreach (var one in All)
            {
                if (one.TryGetTarget(out var thread) && thread.Thread.IsAlive && fits(thread))
                {
                    return thread;
                }
            }
        }

        return null;
    }
}
