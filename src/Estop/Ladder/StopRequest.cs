namespace Estop;

/// <summary>What is asked of a stop: how, for how long, by whom and why.</summary>
public sealed record StopRequest
{
    /// <summary>How the stop is carried out. Default: <see cref="StopMode.Prompt"/>.</summary>
    public StopMode Mode { get; init; } = StopMode.Prompt;

    /// <summary>
    /// How long <see cref="StopMode.Graceful"/> waits between cancelling the token and the next rung. Null takes
    /// <see cref="LadderOptions.Grace"/>. Range: 0 to 1 day. Ignored by the other modes.
    /// </summary>
    public TimeSpan? Grace { get; init; }

    /// <summary>
    /// The deadline of the whole ladder, from the request on; past it the run is reported as abandoned. Null takes
    /// <see cref="LadderOptions.Deadline"/>. Range: more than 0, at most 1 day.
    /// </summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>Who asks, for the receipt. Null when nobody said.</summary>
    public string? RequestedBy { get; init; }

    /// <summary>Why, for the receipt. Null when nobody said.</summary>
    public string? Reason { get; init; }

    internal void Validate()
    {
        Durations.Require(Grace, TimeSpan.Zero, nameof(Grace));
        Durations.Require(Deadline, TimeSpan.FromTicks(1), nameof(Deadline));
    }
}
