namespace Estop.Tests.Generated.Syntax;

/// <summary>A program that ends by itself. The last of its methods is where it starts.</summary>
/// <param name="Seed">What it was generated from.</param>
/// <param name="Methods">Its methods, none calling a later one.</param>
public sealed record GeneratedProgram(string Seed, IReadOnlyList<Method> Methods)
{
    public Method Main => Methods[^1];

    /// <summary>The loops, by their ids.</summary>
    public IEnumerable<Loop> Loops => Methods.SelectMany(method => LoopsIn(method.Body));

    private static IEnumerable<Loop> LoopsIn(Block block) => block.Statements.SelectMany(statement =>
        statement.Blocks.SelectMany(LoopsIn).Concat(statement is Loop loop ? [loop] : []));
}
