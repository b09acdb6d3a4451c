namespace Estop;

/// <summary>Where asynchronous code of a scope was.</summary>
public sealed record AwaitLook
{
    /// <summary>
    /// What is awaited at the end of the chain, such as <c>Task.Delay</c>; null while the innermost method executes.
    /// </summary>
    public string? Operation { get; init; }

    /// <summary>
    /// The methods that await one another, innermost first. Empty when the runtime does not tell, or no method awaits.
    /// </summary>
    public required IReadOnlyList<string> Chain { get; init; }
}
