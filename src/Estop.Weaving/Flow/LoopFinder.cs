namespace Estop.Weaving.Flow;

/// <summary>The loops of a method: at least one head lies on every cycle of its flow graph.</summary>
internal sealed class LoopFinder
{
    private LoopFinder(FlowGraph graph, Dominators dominators, IReadOnlyList<Loop> loops)
    {
        Graph = graph;
        Dominators = dominators;
        Loops = loops;
    }

    public FlowGraph Graph { get; }

    public Dominators Dominators { get; }

    /// <summary>The loops in the order of their heads in the IL.</summary>
    public IReadOnlyList<Loop> Loops { get; }

    public static LoopFinder Of(FlowGraph graph)
    {
        var search = new DepthFirstSearch(graph, [graph.Blocks[0]], block => block.Successors);
        var dominators = new Dominators(graph, search);
        var loops = search.RetreatingEdges
            .GroupBy(edge => edge.To, edge => edge.From)
            .OrderBy(loop => loop.Key.Index)
            .Select(loop => Describe(loop.Key, [.. loop], dominators))
            .ToList();
        return new LoopFinder(graph, dominators, loops);
    }

    private static Loop Describe(BasicBlock head, IReadOnlyList<BasicBlock> latches, Dominators dominators)
    {
        if (!latches.All(latch => dominators.Dominates(head, latch)))
        {
            return new Loop(head, latches, new HashSet<BasicBlock>());
        }

        var blocks = new HashSet<BasicBlock> { head };
        var pending = new Stack<BasicBlock>(latches);
        while (pending.TryPop(out var block))
        {
            if (blocks.Add(block))
            {
                block.Predecessors.ForEach(pending.Push);
            }
        }

        return new Loop(head, latches, blocks);
    }
}
