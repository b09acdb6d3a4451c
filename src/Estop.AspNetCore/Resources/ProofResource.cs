using System.Text.Json.Serialization;

namespace Estop.AspNetCore;

/// <summary>The proof that a run is over, as the API shows it.</summary>
internal sealed record ProofResource
{
    [JsonConverter(typeof(CamelCaseEnum<ProofKind>))]
    public required ProofKind Kind { get; init; }

    public required IReadOnlyList<int> Threads { get; init; }

    public int? ProcessId { get; init; }

    public static ProofResource From(ProofOfDeath proof) =>
        new() { Kind = proof.Kind, Threads = proof.Threads, ProcessId = proof.ProcessId };
}
