namespace Estop.Tests.Generated.Running;

/// <summary>What became of a program that ran to its end.</summary>
/// <param name="Hash">What its traces came to.</param>
/// <param name="Steps">How many there were.</param>
/// <param name="Error">What went wrong, null if nothing did.</param>
internal sealed record Outcome(long Hash, long Steps, string? Error)
{
    public override string ToString() => $"{Steps} steps, hash {Hash:x}{(Error is null ? "" : $", {Error}")}";
}
