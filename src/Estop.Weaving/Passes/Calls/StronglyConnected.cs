namespace Estop.Weaving.Passes.Calls;

/// <summary>Groups nodes that reach each other, after Tarjan, without recursion: call graphs are deep.</summary>
internal static class StronglyConnected
{
    public static IReadOnlyList<IReadOnlyList<T>> Of<T>(IEnumerable<T> nodes, Func<T, IEnumerable<T>> successors)
        where T : class
    {
        var components = new List<IReadOnlyList<T>>();
        var index = new Dictionary<T, int>();
        var low = new Dictionary<T, int>();
        var open = new Stack<T>();
        var isOpen = new HashSet<T>();
        var path = new Stack<(T Node, IEnumerator<T> Next)>();
        foreach (var root in nodes.Where(root => !index.ContainsKey(root)))
        {
            Visit(root);
            while (path.TryPeek(out var top))
            {
                if (top.Next.MoveNext())
                {
                    Follow(top.Node, top.Next.Current);
                }
                else
                {
                    Close(path.Pop().Node);
                }
            }
        }

        return components;

        void Visit(T node)
        {
            index[node] = low[node] = index.Count;
            open.Push(node);
            isOpen.Add(node);
            path.Push((node, successors(node).GetEnumerator()));
        }

        void Follow(T node, T next)
        {
            if (!index.TryGetValue(next, out var at))
            {
                Visit(next);
            }
            else if (isOpen.Contains(next))
            {
                low[node] = Math.Min(low[node], at);
            }
        }

        void Close(T node)
        {
            if (path.TryPeek(out var caller))
            {
                low[caller.Node] = Math.Min(low[caller.Node], low[node]);
            }

            if (low[node] == index[node])
            {
                var component = new List<T>();
                do
                {
                    component.Add(open.Pop());
                    isOpen.Remove(component[^1]);
                }
                while (component[^1] != node);

                components.Add(component);
            }
        }
    }
}
