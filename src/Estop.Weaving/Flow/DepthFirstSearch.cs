namespace Estop.Weaving.Flow;

/// <summary>
/// One walk over the blocks of a graph. Every cycle contains at least one retreating edge: an edge to a block that the walk
/// was still inside of.
/// </summary>
internal sealed class DepthFirstSearch
{
    private readonly List<BasicBlock> _postorder = [];
    private readonly State[] _states;
    private readonly Func<BasicBlock, IEnumerable<BasicBlock>> _successors;

    /// <summary>Walks from each of the roots in turn.</summary>
    public DepthFirstSearch(FlowGraph graph, IEnumerable<BasicBlock> roots, Func<BasicBlock, IEnumerable<BasicBlock>> successors)
    {
        _states = new State[graph.Blocks.Count];
        _successors = successors;
        foreach (var root in roots)
        {
            if (_states[root.Index] == State.New)
            {
                Walk(root);
            }
        }
    }

    private enum State : byte
    {
        New,
        Open,
        Left,
    }

    public List<(BasicBlock From, BasicBlock To)> RetreatingEdges { get; } = [];

    /// <summary>The blocks that were reached, each before its successors except over retreating edges.</summary>
    public IReadOnlyList<BasicBlock> ReversePostorder => [.. Enumerable.Reverse(_postorder)];

    private void Walk(BasicBlock root)
    {
        var path = new Stack<(BasicBlock Block, IEnumerator<BasicBlock> Next)>();
        Open(root);
        while (path.TryPeek(out var top))
        {
            if (!top.Next.MoveNext())
            {
                path.Pop();
                _states[top.Block.Index] = State.Left;
                _postorder.Add(top.Block);
                continue;
            }

            var next = top.Next.Current;
            switch (_states[next.Index])
            {
                case State.New:
                    Open(next);
                    break;
                case State.Open:
                    RetreatingEdges.Add((top.Block, next));
                    break;
            }
        }

        void Open(BasicBlock block)
        {
            _states[block.Index] = State.Open;
            path.Push((block, _successors(block).GetEnumerator()));
        }
    }
}
