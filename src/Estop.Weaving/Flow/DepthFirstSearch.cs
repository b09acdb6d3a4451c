namespace Estop.Weaving.Flow;

/// <summary>
/// One walk over blocks. Every cycle contains at least one retreating edge: an edge to a block that the walk was still
/// inside of.
/// </summary>
internal sealed class DepthFirstSearch
{
    private readonly Dictionary<BasicBlock, bool> _isOpen = [];
    private readonly List<BasicBlock> _postorder = [];
    private readonly Func<BasicBlock, IEnumerable<BasicBlock>> _successors;

    /// <summary>Walks from each of the roots in turn.</summary>
    public DepthFirstSearch(IEnumerable<BasicBlock> roots, Func<BasicBlock, IEnumerable<BasicBlock>> successors)
    {
        _successors = successors;
        foreach (var root in roots.Where(root => !_isOpen.ContainsKey(root)))
        {
            Walk(root);
        }
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
                _isOpen[top.Block] = false;
                _postorder.Add(top.Block);
            }
            else if (!_isOpen.TryGetValue(top.Next.Current, out var isOpen))
            {
                Open(top.Next.Current);
            }
            else if (isOpen)
            {
                RetreatingEdges.Add((top.Block, top.Next.Current));
            }
        }

        void Open(BasicBlock block)
        {
            _isOpen.Add(block, true);
            path.Push((block, _successors(block).GetEnumerator()));
        }
    }
}
