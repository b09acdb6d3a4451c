namespace Estop.Weaving;

/// <summary>What the weaver did to an assembly, and what it could not cover.</summary>
public sealed record StoppabilityReport
{
    /// <summary>The name of the assembly.</summary>
    public required string Assembly { get; init; }
}
