namespace Estop.Tests.Generated.Syntax;

/// <summary>Yields the method's variable, in an iterator.</summary>
public sealed record Yield : Statement;
