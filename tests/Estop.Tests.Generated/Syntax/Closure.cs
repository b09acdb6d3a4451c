namespace Estop.Tests.Generated.Syntax;

/// <summary>A lambda or local function that is called where it stands.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Form">Which. Any number.</param>
/// <param name="Body">What it does.</param>
public sealed record Closure(int Id, int Form, Block Body) : Statement
{
    public override IReadOnlyList<Block> Blocks => [Body];

    public override Statement With(IReadOnlyList<Block> blocks) => this with { Body = blocks[0] };
}
