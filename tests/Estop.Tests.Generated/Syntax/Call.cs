namespace Estop.Tests.Generated.Syntax;

/// <summary>Calls a method of the program.</summary>
/// <param name="Method">Its index.</param>
/// <param name="Form">How: awaiting, blocking, through a delegate. Any number.</param>
public sealed record Call(int Method, int Form) : Statement;
