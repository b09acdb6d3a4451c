namespace Estop.Weaving.Flow;

/// <summary>
/// Which block every way to another one passes, after Cooper, Harvey and Kennedy, "A simple, fast dominance
/// algorithm". Blocks that the entry does not reach dominate nothing and are dominated by nothing.
/// </summary>
internal sealed class Dominators
{
    // By the index of a block. What was not reached has no immediate dominator.
    private readonly BasicBlock?[] _immediate;
    private readonly int[] _order;

    public Dominators(FlowGraph graph, DepthFirstSearch search)
    {
        _immediate = new BasicBlock?[graph.Blocks.Count];
        _order = new int[graph.Blocks.Count];
        var blocks = search.ReversePostorder;
        for (var i = 0; i < blocks.Count; i++)
        {
            _order[blocks[i].Index] = i;
        }

        _immediate[blocks[0].Index] = blocks[0];
        for (var changed = true; changed;)
        {
            changed = false;
            for (var i = 1; i < blocks.Count; i++)
            {
                var dominator = DominatorOf(blocks[i]);
                if (_immediate[blocks[i].Index] != dominator)
                {
                    _immediate[blocks[i].Index] = dominator;
                    changed = true;
                }
            }
        }
    }

    /// <summary>Whether every way from the entry to <paramref name="block"/> passes <paramref name="dominator"/>.</summary>
    public bool Dominates(BasicBlock dominator, BasicBlock block)
    {
        if (_immediate[dominator.Index] is null || _immediate[block.Index] is null)
        {
            return false;
        }

        while (_order[block.Index] > _order[dominator.Index])
        {
            block = _immediate[block.Index]!;
        }

        return block == dominator;
    }

    /// <summary>What is known so far; null before any of the block's predecessors was looked at.</summary>
    private BasicBlock? DominatorOf(BasicBlock block)
    {
        BasicBlock? dominator = null;
        foreach (var before in block.Predecessors)
        {
            if (_immediate[before.Index] is not null)
            {
                dominator = dominator is null ? before : Meet(dominator, before);
            }
        }

        return dominator;
    }

    private BasicBlock Meet(BasicBlock a, BasicBlock b)
    {
        while (a != b)
        {
            while (_order[a.Index] > _order[b.Index])
            {
                a = _immediate[a.Index]!;
            }

            while (_order[b.Index] > _order[a.Index])
            {
                b = _immediate[b.Index]!;
            }
        }

        return a;
    }
}
