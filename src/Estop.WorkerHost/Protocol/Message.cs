using System.Text.Json;
using Estop.Workers;
using Microsoft.Extensions.Logging;

namespace Estop.WorkerHost;

/// <summary>
/// A message between the service and a child. Which members it has depends on its type. What is added here is added to
/// <see cref="MessageWriter"/> and <see cref="MessageReader"/>.
/// </summary>
internal sealed record Message(MessageType Type)
{
    /// <summary>The run that is meant, by the number that the service has given it in this child.</summary>
    public int Run { get; init; }

    /// <summary>Which call is answered.</summary>
    public int Call { get; init; }

    /// <summary>The name of the class that configures the workers, with its assembly.</summary>
    public string? Setup { get; init; }

    /// <summary>The service's configuration.</summary>
    public IReadOnlyDictionary<string, string?>? Configuration { get; init; }

    /// <summary>The id of the module of the class that configures the workers.</summary>
    public Guid? Module { get; init; }

    /// <summary>What stands for the ids of all modules that runs execute.</summary>
    public Guid? Modules { get; init; }

    public string? Error { get; init; }

    public string? WorkerId { get; init; }

    public string? Kind { get; init; }

    public int Number { get; init; }

    public JsonElement? Input { get; init; }

    public LadderOptions? Ladder { get; init; }

    /// <summary>Whether other runs share the child.</summary>
    public bool Shared { get; init; }

    public IReadOnlyList<int>? Threads { get; init; }

    public WorkerProgress? Progress { get; init; }

    public LogLevel Level { get; init; }

    public int EventId { get; init; }

    public string? Category { get; init; }

    public string? Text { get; init; }

    public StopRequest? Stop { get; init; }

    public StopReceipt? Receipt { get; init; }

    public IReadOnlyList<RungRecord>? Rungs { get; init; }

    public TimeSpan? Time { get; init; }

    public PauseReceipt? Pause { get; init; }

    public ScopeLook? Look { get; init; }

    public ScopeOutcome? Outcome { get; init; }

    public DateTimeOffset? At { get; init; }

    public byte[] ToBytes() => MessageWriter.Write(this);

    public static Message Of(ReadOnlySpan<byte> bytes) => MessageReader.Read(bytes);
}
