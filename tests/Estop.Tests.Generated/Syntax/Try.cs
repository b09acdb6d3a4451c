namespace Estop.Tests.Generated.Syntax;

/// <summary>A try statement: with a catch, a finally block, or both.</summary>
public sealed record Try(int Id, Block Body, IReadOnlyList<Catch> Catches, Block? Finally) : Statement
{
    public override IReadOnlyList<Block> Blocks =>
        [Body, .. Catches.Select(handler => handler.Body), .. Finally is null ? (Block[])[] : [Finally]];

    public override Statement With(IReadOnlyList<Block> blocks) => this with
    {
        Body = blocks[0],
        Catches = [.. Catches.Select((handler, index) => handler with { Body = blocks[1 + index] })],
        Finally = Finally is null ? null : blocks[^1],
    };
}
