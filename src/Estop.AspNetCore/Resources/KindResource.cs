using System.Text.Json;

namespace Estop.AspNetCore;

/// <summary>A registered kind, as the API shows it.</summary>
internal sealed record KindResource
{
    public required string Name { get; init; }

    public JsonElement? InputSchema { get; init; }

    public required bool OwnThread { get; init; }

    public required bool WasAbandoned { get; init; }

    public required LadderResource Ladder { get; init; }

    public static KindResource From(WorkerKind kind) => new()
    {
        Name = kind.Name,
        InputSchema = kind.InputSchema,
        OwnThread = kind.OwnThread,
        WasAbandoned = kind.WasAbandoned,
        Ladder = LadderResource.From(kind.Ladder),
    };
}
