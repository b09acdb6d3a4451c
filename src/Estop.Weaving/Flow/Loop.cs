namespace Estop.Weaving.Flow;

/// <summary>A loop: a block that control comes back to, and the blocks in between.</summary>
/// <param name="Head">The block that control comes back to.</param>
/// <param name="Latches">The blocks that control comes back from.</param>
/// <param name="Blocks">
/// All blocks from which a latch is reached without passing the head, the head included. Empty when the flow is
/// irreducible: control may then enter the loop elsewhere than at its head.
/// </param>
internal sealed record Loop(BasicBlock Head, IReadOnlyList<BasicBlock> Latches, IReadOnlySet<BasicBlock> Blocks)
{
    public bool IsReducible => Blocks.Count > 0;
}
