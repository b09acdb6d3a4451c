namespace Estop.Tests.Generated.Syntax;

/// <summary>A loop that ends after at most so many iterations.</summary>
/// <param name="Id">Its id, which also names its counter.</param>
/// <param name="Form">How it is written.</param>
/// <param name="Count">The iterations.</param>
/// <param name="Start">Where its counter starts.</param>
/// <param name="Step">What its counter moves by, from 1 to 3.</param>
/// <param name="Body">What each iteration does.</param>
public sealed record Loop(int Id, LoopForm Form, int Count, int Start, int Step, Block Body) : Statement
{
    public override IReadOnlyList<Block> Blocks => [Body];

    public override Statement With(IReadOnlyList<Block> blocks) => this with { Body = blocks[0] };
}
