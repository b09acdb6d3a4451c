namespace Estop.Tests.Generated.Syntax;

/// <summary>Leaves a trace: which statement, and what the method's variable holds.</summary>
public sealed record TraceStatement(int Id) : Statement;
