namespace Estop.Testing.Tests.Zoo;

/// <summary>What the process that runs the zoo says of one worker.</summary>
internal sealed record Observed(string Name, string Outcome, string? EndedBy, string Cleanup, double Milliseconds);
