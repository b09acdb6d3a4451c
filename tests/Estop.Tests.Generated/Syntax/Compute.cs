namespace Estop.Tests.Generated.Syntax;

/// <summary>Arithmetic on the method's variable.</summary>
/// <param name="Form">Which. Any number.</param>
/// <param name="Constant">A number in it.</param>
public sealed record Compute(int Form, int Constant) : Statement;
