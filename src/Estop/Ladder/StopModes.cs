namespace Estop;

/// <summary>The order of the modes, which is not that of their numbers.</summary>
internal static class StopModes
{
    /// <summary>Whether <paramref name="mode"/> leaves the code less than <paramref name="other"/>: of stops that meet the stricter holds.</summary>
    public static bool IsStricterThan(this StopMode mode, StopMode other) => Strictness(mode) > Strictness(other);

    private static int Strictness(StopMode mode) => mode switch
    {
        StopMode.Graceful => 0,
        StopMode.Prompt => 1,
        _ => 2,
    };
}
