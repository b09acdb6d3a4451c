using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Estop.AspNetCore;

/// <summary>How a worker is stopped when a stop does not say otherwise.</summary>
internal sealed record StopSettings
{
    [JsonConverter(typeof(CamelCaseEnum<StopMode>))]
    public StopMode Mode { get; init; }

    [Description("How long a graceful stop waits after cancelling the token: 2s, 500ms, 1m30s.")]
    public string? Grace { get; init; }

    [Description("The deadline of the whole stop: 10s.")]
    public string? Deadline { get; init; }

    public static StopSettings From(StopRequest stop) => new()
    {
        Mode = stop.Mode,
        Grace = DurationText.Format(stop.Grace),
        Deadline = DurationText.Format(stop.Deadline),
    };
}
