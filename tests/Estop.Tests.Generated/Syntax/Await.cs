namespace Estop.Tests.Generated.Syntax;

/// <summary>Awaits something that ends by itself.</summary>
/// <param name="Form">What. Any number.</param>
public sealed record Await(int Form) : Statement;
