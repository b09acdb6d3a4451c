namespace Estop.Weaving.Passes.Calls;

/// <summary>Groups nodes that reach each other, after Tarjan, without recursion: call graphs are deep.</summary>
internal static class StronglyConnected
{
    public static IReadOnlyList<IReadOnlyList<T>> Of<T>(IEnumerable<T> nodes, Func<T, IEnumerable<T>> successors)
        where T : class
    {
        var components = new List<IReadOnlyList<T>>();
        var visits = new Dictionary<T, Visit<T>>();
        var open = new Stack<Visit<T>>();
        var path = new Stack<Visit<T>>();
        foreach (var root in nodes)
        {
            if (visits.ContainsKey(root))
            {
                continue;
            }

            Begin(root);
            while (path.TryPeek(out var top))
            {
                if (top.Next.MoveNext())
                {
                    Follow(top, top.Next.Current);
                }
                else
                {
                    Close(path.Pop());
                }
            }
        }

        return components;

        void Begin(T node)
        {
            var visit = new Visit<T>(node, visits.Count, successors(node).GetEnumerator());
            visits.Add(node, visit);
            open.Push(visit);
            path.Push(visit);
        }

        void Follow(Visit<T> visit, T next)
        {
            if (!visits.TryGetValue(next, out var known))
            {
                Begin(next);
            }
            else if (known.IsOpen)
            {
                visit.Low = Math.Min(visit.Low, known.Index);
            }
        }

        void Close(Visit<T> visit)
        {
            if (path.TryPeek(out var caller))
            {
                caller.Low = Math.Min(caller.Low, visit.Low);
            }

            if (visit.Low == visit.Index)
            {
                var component = new List<T>();
                Visit<T> member;
                do
                {
                    member = open.Pop();
                    member.IsOpen = false;
                    component.Add(member.Node);
                }
                while (member != visit);

                components.Add(component);
            }
        }
    }

    private sealed class Visit<T>(T node, int index, IEnumerator<T> next)
    {
        public T Node { get; } = node;

        public int Index { get; } = index;

        public IEnumerator<T> Next { get; } = next;

        public int Low { get; set; } = index;

        public bool IsOpen { get; set; } = true;
    }
}
