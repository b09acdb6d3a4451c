namespace Estop.Tests.Generated.Syntax;

/// <summary>Statements one after the other.</summary>
public sealed record Block(IReadOnlyList<Statement> Statements);
