namespace Estop.Runtime;

/// <summary>Spinning until something holds: a loop of the BCL's, whose condition is looked at again and again.</summary>
public static class SpinWaits
{
    /// <summary>In place of <see cref="SpinWait.SpinUntil(Func{bool})"/>.</summary>
    [ReplacesCall(typeof(SpinWait), nameof(SpinWait.SpinUntil))]
    public static void SpinUntil(Func<bool> condition) => SpinWait.SpinUntil(Polling(condition));

    /// <summary>In place of <see cref="SpinWait.SpinUntil(Func{bool}, int)"/>.</summary>
    [ReplacesCall(typeof(SpinWait), nameof(SpinWait.SpinUntil))]
    public static bool SpinUntil(Func<bool> condition, int millisecondsTimeout) =>
        SpinWait.SpinUntil(Polling(condition), millisecondsTimeout);

    /// <summary>In place of <see cref="SpinWait.SpinUntil(Func{bool}, TimeSpan)"/>.</summary>
    [ReplacesCall(typeof(SpinWait), nameof(SpinWait.SpinUntil))]
    public static bool SpinUntil(Func<bool> condition, TimeSpan timeout) =>
        SpinWait.SpinUntil(Polling(condition), timeout);

    private static Func<bool> Polling(Func<bool> condition) => condition is null || ScopeThread.InOwnScope() is null
        ? condition!
        : () =>
        {
            Safepoint.Poll();
            return condition();
        };
}
