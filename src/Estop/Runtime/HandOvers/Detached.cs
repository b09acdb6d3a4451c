namespace Estop.Runtime;

/// <summary>
/// Called by the woven code of libraries around the start of work that they keep for all their callers. It belongs to no
/// scope.
/// </summary>
public static class Detached
{
    /// <summary>Right before the start. Returns what <see cref="End"/> wants.</summary>
    public static StopScope? Begin() => Begin(lasting: false);

    /// <summary>One that is <paramref name="lasting"/> ends where its code says so, or where a stop is thrown out of it.</summary>
    internal static StopScope? Begin(bool lasting)
    {
        var scope = Ambient.Scope;
        if (scope is not null)
        {
            Ambient.Scope = null;
            if (ScopeThread.Current is { } thread)
            {
                thread.DetachedFrom = scope;
                thread.DetachedLasting = lasting;
            }
        }

        return scope;
    }

    /// <summary>Right behind it. When the start throws, the next safepoint does this.</summary>
    public static void End(StopScope? scope)
    {
        if (scope is not null)
        {
            Ambient.Scope = scope;
            if (ScopeThread.Current is { } thread)
            {
                thread.DetachedFrom = null;
            }
        }
    }
}
