namespace Estop;

/// <summary>The one place that says which durations are acceptable.</summary>
internal static class Durations
{
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public static void Require(TimeSpan? value, TimeSpan shortest, string name)
    {
        if (value is { } duration && (duration < shortest || duration > Longest))
        {
            throw new ArgumentOutOfRangeException(
                name, duration, $"{name} must be between {shortest:c} and {Longest:c}; got {duration:c}.");
        }
    }
}
