using System.Net;
using System.Text.Json;

namespace Estop.EndToEnd.Tests.Services;

/// <summary>What the API answered.</summary>
internal sealed record Answer(HttpStatusCode Status, string? MediaType, string Text)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    /// <summary>The status of the worker in this answer.</summary>
    public string? WorkerStatus => Json.GetProperty("status").GetString();

    /// <summary>How often the worker in this answer has reported.</summary>
    public long Reports =>
        Json.GetProperty("run").TryGetProperty("progress", out var progress) && progress.ValueKind == JsonValueKind.Object
            ? progress.GetProperty("count").GetInt64()
            : 0;

    /// <summary>The operating system's ids of the threads that execute the worker in this answer.</summary>
    public IReadOnlyList<int> Threads =>
        [.. Json.GetProperty("run").GetProperty("threads").EnumerateArray().Select(thread => thread.GetInt32())];

    public override string ToString() => $"{(int)Status} {MediaType}: {Text}";
}
