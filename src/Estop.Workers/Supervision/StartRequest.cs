using System.Text.Json;

namespace Estop.Workers;

/// <summary>What is asked of a start.</summary>
public sealed record StartRequest
{
    /// <summary>The name of a registered kind.</summary>
    public required string Kind { get; init; }

    /// <summary>
    /// The worker's id: 1 to 128 characters out of <c>A-Z a-z 0-9 . _ ~ -</c>, and neither <c>.</c> nor <c>..</c>. Null:
    /// the kind's name and eight random characters.
    /// </summary>
    public string? Id { get; init; }

    /// <summary>The input, as the kind's schema wants it. Null when the kind takes none.</summary>
    public JsonElement? Input { get; init; }

    /// <summary>
    /// Labels to find the worker by. At most 32; names of 1 to 63 characters out of <c>A-Z a-z 0-9 . _ / -</c>, values of
    /// at most 255 characters without control characters. Null: none.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>Where its runs execute. Null: as its kind is registered.</summary>
    public Containment? Containment { get; init; }

    /// <summary>How the worker is stopped when a stop, or the end of the host, does not say otherwise. Null: promptly.</summary>
    public StopRequest? Stop { get; init; }

    /// <summary>Whether it is started again when a run of it has ended by itself. Null: as its kind is registered.</summary>
    public RestartPolicy? Restart { get; init; }
}
