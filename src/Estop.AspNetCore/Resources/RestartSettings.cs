using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Estop.AspNetCore;

/// <summary>Whether a worker is started again when a run of it has ended by itself.</summary>
internal sealed record RestartSettings
{
    [JsonConverter(typeof(CamelCaseEnum<RestartMode>))]
    public required RestartMode Mode { get; init; }

    [Description("How long the worker waits before its first restart, and half of what it waits before the second: 1s.")]
    public required string Delay { get; init; }

    [Description("How long it waits at most: 1m.")]
    public required string MaxDelay { get; init; }

    [Description("Which part of each wait is left to chance: 0 to 1.")]
    public required double Jitter { get; init; }

    [Description("How many restarts there may be within the window.")]
    public required int MaxRestarts { get; init; }

    [Description("The time in which restarts are counted, and after which a run that has lasted is taken for healthy: 10m.")]
    public required string Window { get; init; }

    public static RestartSettings From(RestartPolicy restart) => new()
    {
        Mode = restart.Mode,
        Delay = DurationText.Format(restart.Delay),
        MaxDelay = DurationText.Format(restart.MaxDelay),
        Jitter = restart.Jitter,
        MaxRestarts = restart.MaxRestarts,
        Window = DurationText.Format(restart.Window),
    };
}
