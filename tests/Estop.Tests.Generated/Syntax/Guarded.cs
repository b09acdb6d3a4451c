namespace Estop.Tests.Generated.Syntax;

/// <summary>A lock, or a resource that is used.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Form">Which. Any number.</param>
/// <param name="Body">What is done meanwhile.</param>
public sealed record Guarded(int Id, int Form, Block Body) : Statement
{
    public override IReadOnlyList<Block> Blocks => [Body];

    public override Statement With(IReadOnlyList<Block> blocks) => this with { Body = blocks[0] };
}
