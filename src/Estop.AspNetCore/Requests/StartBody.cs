using System.ComponentModel;
using System.Text.Json;

namespace Estop.AspNetCore;

/// <summary>The body of a start.</summary>
internal sealed record StartBody
{
    [Description("The name of a registered kind.")]
    public required string Kind { get; init; }

    [Description("1 to 128 characters out of A-Z a-z 0-9 . _ ~ -. Left out: the kind's name and eight random characters.")]
    public string? Id { get; init; }

    [Description("What the kind's input schema describes.")]
    public JsonElement? Input { get; init; }

    [Description("At most 32 labels to find the worker by.")]
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    [Description("How the worker is stopped when a stop does not say otherwise.")]
    public StartStopBody? Stop { get; init; }

    [Description("Whether the worker is started again when a run of it has ended by itself. What is left out: as the kind is registered.")]
    public RestartBody? Restart { get; init; }

    [Description("auto, inProcess, sharedProcess or ownProcess. Left out: as the kind is registered.")]
    public string? Containment { get; init; }
}
