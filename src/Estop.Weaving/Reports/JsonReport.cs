using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Estop.Weaving.Reports;

/// <summary>The report for programs.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // Read by people and tools, never put into a page: type names keep their angle brackets.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
        WriteIndented = true,
    };

    public static string Write(StoppabilityReport report) => JsonSerializer.Serialize(report, Options) + "\n";

    /// <exception cref="JsonException">The text is no report.</exception>
    public static StoppabilityReport Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<StoppabilityReport>(json, Options) ?? throw new JsonException("The report is null.");
}
