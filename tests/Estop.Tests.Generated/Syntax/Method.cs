namespace Estop.Tests.Generated.Syntax;

/// <summary>A method, which calls only methods before it.</summary>
/// <param name="Index">Its position in the program.</param>
/// <param name="Kind">What the compiler makes of it.</param>
/// <param name="Cost">At most so many statements a call of it executes.</param>
/// <param name="Body">What it does.</param>
public sealed record Method(int Index, MethodKind Kind, int Cost, Block Body);
