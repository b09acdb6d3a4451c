using System.Text.Json;

namespace Estop.Workers;

/// <summary>Values as they appear in errors: readable, and never longer than a line.</summary>
internal static class Excerpt
{
    private const int Longest = 100;

    public static string Of(string text) =>
        text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest), "…");

    public static string Of(JsonElement value) =>
        Of(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText());
}
