namespace Estop.Tests.Generated.Syntax;

/// <summary>Leaves something, now and then.</summary>
/// <param name="Kind">How.</param>
/// <param name="Levels">For loops: which of those around, counted from the innermost.</param>
/// <param name="Modulus">When the method's variable leaves this remainder: how often.</param>
/// <param name="ByLabel">Whether by <c>goto</c>, where there is a statement too.</param>
public sealed record Exit(ExitKind Kind, int Levels, int Modulus, bool ByLabel) : Statement;
