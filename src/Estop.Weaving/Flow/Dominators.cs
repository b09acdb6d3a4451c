namespace Estop.Weaving.Flow;

/// <summary>
/// Which block every way to another one passes, after Cooper, Harvey and Kennedy, "A simple, fast dominance
/// algorithm". Blocks that the entry does not reach dominate nothing and are dominated by nothing.
/// </summary>
internal sealed class Dominators
{
    private readonly Dictionary<BasicBlock, BasicBlock> _immediate = [];
    private readonly Dictionary<BasicBlock, int> _order = [];

    public Dominators(DepthFirstSearch search)
    {
        var blocks = search.ReversePostorder;
        for (var i = 0; i < blocks.Count; i++)
        {
            _order.Add(blocks[i], i);
        }

        _immediate.Add(blocks[0], blocks[0]);
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var block in blocks.Skip(1))
            {
                var dominator = block.Predecessors.Where(_immediate.ContainsKey).Aggregate(Meet);
                if (!_immediate.TryGetValue(block, out var known) || known != dominator)
                {
                    _immediate[block] = dominator;
                    changed = true;
                }
            }
        }
    }

    /// <summary>Whether every way from the entry to <paramref name="block"/> passes <paramref name="dominator"/>.</summary>
    public bool Dominates(BasicBlock dominator, BasicBlock block)
    {
        if (!_order.ContainsKey(dominator) || !_order.ContainsKey(block))
        {
            return false;
        }

        while (_order[block] > _order[dominator])
        {
            block = _immediate[block];
        }

        return block == dominator;
    }

    private BasicBlock Meet(BasicBlock a, BasicBlock b)
    {
        while (a != b)
        {
            while (_order[a] > _order[b])
            {
                a = _immediate[a];
            }

            while (_order[b] > _order[a])
            {
                b = _immediate[b];
            }
        }

        return a;
    }
}
