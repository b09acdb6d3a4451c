using System.ComponentModel;

namespace Estop.AspNetCore;

/// <summary>The part of a start that says whether the worker is started again when a run of it has ended by itself.</summary>
internal sealed record RestartBody
{
    [Description("never, onFailure or always.")]
    public string? Mode { get; init; }

    [Description("How long the worker waits before its first restart, and half of what it waits before the second: 1s.")]
    public string? Delay { get; init; }

    [Description("How long it waits at most: 1m.")]
    public string? MaxDelay { get; init; }

    [Description("Which part of each wait is left to chance: 0 to 1.")]
    public double? Jitter { get; init; }

    [Description("How many restarts there may be within the window: 1 to 1000.")]
    public int? MaxRestarts { get; init; }

    [Description("The time in which restarts are counted, and after which a run that has lasted is taken for healthy: 10m.")]
    public string? Window { get; init; }
}
