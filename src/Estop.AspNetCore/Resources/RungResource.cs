using System.Text.Json.Serialization;

namespace Estop.AspNetCore;

/// <summary>One rung of a stop, as the API shows it.</summary>
internal sealed record RungResource
{
    [JsonConverter(typeof(CamelCaseEnum<Rung>))]
    public required Rung Rung { get; init; }

    public required double AfterMilliseconds { get; init; }

    public required double ElapsedMilliseconds { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NotAvailable { get; init; }

    public static RungResource From(RungRecord rung) => new()
    {
        Rung = rung.Rung,
        AfterMilliseconds = DurationText.Milliseconds(rung.After),
        ElapsedMilliseconds = DurationText.Milliseconds(rung.Elapsed),
        NotAvailable = rung.NotAvailable,
    };
}
