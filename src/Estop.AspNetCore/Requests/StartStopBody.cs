using System.ComponentModel;

namespace Estop.AspNetCore;

/// <summary>The part of a start that says how the worker is to be stopped.</summary>
internal sealed record StartStopBody
{
    [Description("prompt, graceful or kill.")]
    public string? Mode { get; init; }

    [Description("How long a graceful stop waits after cancelling the token: 2s, 500ms, 1m30s.")]
    public string? Grace { get; init; }

    [Description("The deadline of the whole stop: 10s.")]
    public string? Deadline { get; init; }
}
