public static class Iterators
{
    private static readonly List<string> Log = [];

    public static string Results()
    {
        Log.Clear();
        foreach (var one in Numbers(5)) { if (one == 3) { break; } Log.Add($"{one}"); }
        using (var early = Numbers(5).GetEnumerator()) { early.MoveNext(); }
        Log.Add(string.Join('.', Tree(3)));
        Log.Add(string.Join('.', Generic("a", "b").Take(5)));
        System.Collections.IEnumerable untyped = Numbers(2);
        foreach (var one in untyped) { Log.Add(one.ToString()!); }
        return string.Join(' ', Log);
    }

    public static void EndlessInAnIterator(Action ready)
    {
        foreach (var one in Silent(ready)) { }
    }

    public static void EndlessOverAnIterator(Action ready)
    {
        ready();
        foreach (var one in Generic(1, 2)) { }
    }

    public static void EndlessUnderLinq(Action ready)
    {
        ready();
        _ = Generic(1, 2).Select(one => one + 1).Where(one => one > 0).Aggregate((a, b) => a + b);
    }

    private static IEnumerable<int> Numbers(int n)
    {
        try
        {
            try { for (var i = 0; i < n; i++) { yield return i; } }
            finally { Log.Add("inner"); }
        }
        finally { Log.Add("outer"); }
    }

    private static IEnumerable<int> Tree(int depth)
    {
        if (depth == 0) { yield break; }
        foreach (var one in Tree(depth - 1)) { yield return one; }
        yield return depth;
        foreach (var one in Tree(depth - 1)) { yield return one; }
    }

    private static IEnumerable<T> Generic<T>(params IReadOnlyList<T> items) { while (true) { foreach (var item in items) { yield return item; } } }

    private static IEnumerable<int> Silent(Action ready)
    {
        yield return 1;
        ready();
        while (true) { if (Log.Count < 0) { yield return 2; } }
    }
}
