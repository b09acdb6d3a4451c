using System.Text.Json;

namespace Estop.AspNetCore;

/// <summary>A registered kind, as the API shows it.</summary>
internal sealed record KindResource(string Name, JsonElement? InputSchema, bool OwnThread, LadderResource Ladder)
{
    public static KindResource From(WorkerKind kind) =>
        new(kind.Name, kind.InputSchema, kind.OwnThread, LadderResource.From(kind.Ladder));
}
