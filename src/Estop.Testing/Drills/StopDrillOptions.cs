namespace Estop.Testing;

/// <summary>How often, when and how a drill stops.</summary>
public sealed record StopDrillOptions
{
    /// <summary>How many are started and stopped. Default: 100. Range: 1 or more.</summary>
    public int Stops { get; init; } = 100;

    /// <summary>How many live at the same time. Default: 1. Range: 1 or more.</summary>
    public int AtOnce { get; init; } = 1;

    /// <summary>
    /// The latest moment of a stop, counted from the start; each comes at a random one before it. Default: 50 ms. Range: 0 to
    /// 1 day.
    /// </summary>
    public TimeSpan LatestStop { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>What brings the same moments back; null takes a new one, which the report names. Default: null.</summary>
    public int? Seed { get; init; }

    /// <summary>What is asked of each stop. Default: a prompt stop, with the times of what is stopped.</summary>
    public StopRequest Request { get; init; } = new();

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Stops, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(AtOnce, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(LatestStop, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(LatestStop, TimeSpan.FromDays(1));
        ArgumentNullException.ThrowIfNull(Request);
    }
}
