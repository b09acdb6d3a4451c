namespace Estop.Tests.Generated.Syntax;

/// <summary>A switch on the remainder of the method's variable.</summary>
/// <param name="Form">On what: a number, a string, a type, with jumps between the cases. Any number.</param>
/// <param name="Cases">What each case does.</param>
public sealed record Switch(int Form, IReadOnlyList<Block> Cases) : Statement
{
    public override IReadOnlyList<Block> Blocks => Cases;

    public override Statement With(IReadOnlyList<Block> blocks) => this with { Cases = blocks };
}
