using Estop.Tests.Generated.Syntax;

namespace Estop.Tests.Generated;

/// <summary>A loop of a program, and how it is to be written so that it does not end.</summary>
/// <param name="Loop">The loop's id.</param>
/// <param name="Form">How.</param>
public sealed record EndlessLoop(int Loop, EndlessForm Form);
