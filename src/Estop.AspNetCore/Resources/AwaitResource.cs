namespace Estop.AspNetCore;

/// <summary>Where asynchronous code of a worker is, as the API shows it.</summary>
internal sealed record AwaitResource
{
    public string? Operation { get; init; }

    public required IReadOnlyList<string> Chain { get; init; }

    public static AwaitResource From(AwaitLook look) => new() { Operation = look.Operation, Chain = look.Chain };
}
