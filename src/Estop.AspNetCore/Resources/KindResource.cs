using System.Text.Json;
using System.Text.Json.Serialization;

namespace Estop.AspNetCore;

/// <summary>A registered kind, as the API shows it.</summary>
internal sealed record KindResource
{
    public required string Name { get; init; }

    public JsonElement? InputSchema { get; init; }

    public required bool OwnThread { get; init; }

    public required bool WasAbandoned { get; init; }

    [JsonConverter(typeof(CamelCaseEnum<Containment>))]
    public required Containment Containment { get; init; }

    [JsonConverter(typeof(CamelCaseEnum<Containment>))]
    public required Containment NextRun { get; init; }

    public required string NextRunBecause { get; init; }

    public required RestartSettings Restart { get; init; }

    public required LadderResource Ladder { get; init; }

    public static KindResource From(WorkerKind kind) => new()
    {
        Name = kind.Name,
        InputSchema = kind.InputSchema,
        OwnThread = kind.OwnThread,
        WasAbandoned = kind.WasAbandoned,
        Containment = kind.Containment,
        NextRun = kind.NextRun,
        NextRunBecause = kind.NextRunBecause,
        Restart = RestartSettings.From(kind.Restart),
        Ladder = LadderResource.From(kind.Ladder),
    };
}
