using System.Text.Json.Serialization;

namespace Estop.AspNetCore;

/// <summary>Where a thread of a worker is, as the API shows it.</summary>
internal sealed record ThreadResource
{
    public required int Id { get; init; }

    public string? Name { get; init; }

    public required bool Dedicated { get; init; }

    [JsonConverter(typeof(CamelCaseEnum<StackSource>))]
    public required StackSource Source { get; init; }

    public required IReadOnlyList<string> Stack { get; init; }

    public string? WaitsIn { get; init; }

    public string? WaitsFor { get; init; }

    public int? LockHolder { get; init; }

    public required bool Shielded { get; init; }

    public string? State { get; init; }

    public string? SystemCall { get; init; }

    public string? WaitChannel { get; init; }

    public double? CpuMilliseconds { get; init; }

    public static ThreadResource From(ThreadLook look) => new()
    {
        Id = look.OsThreadId,
        Name = look.Name,
        Dedicated = look.IsDedicated,
        Source = look.Source,
        Stack = look.Stack,
        WaitsIn = look.WaitsIn,
        WaitsFor = look.WaitsFor,
        LockHolder = look.LockHolder,
        Shielded = look.IsShielded,
        State = look.State?.ToString(),
        SystemCall = look.SystemCall,
        WaitChannel = look.WaitChannel,
        CpuMilliseconds = look.CpuTime is { } cpu ? DurationText.Milliseconds(cpu) : null,
    };
}
