namespace Estop.Tests.Generated.Syntax;

/// <summary>A decision by the remainder of the method's variable.</summary>
public sealed record If(int Modulus, Block Then, Block Else) : Statement
{
    public override IReadOnlyList<Block> Blocks => [Then, Else];

    public override Statement With(IReadOnlyList<Block> blocks) => this with { Then = blocks[0], Else = blocks[1] };
}
