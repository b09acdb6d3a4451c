namespace Estop;

/// <summary>What is to be ended some day, if it lives by then. Everything under the scope's lock.</summary>
internal sealed class WeakEndings
{
    private const int FirstPrune = 32;

    private readonly List<(WeakReference<object> Source, Action<object> End)> _all = [];
    private int _pruneAt = FirstPrune;

    public void Add(object source, Action<object> end)
    {
        if (_all.Count >= _pruneAt)
        {
            _all.RemoveAll(static one => !one.Source.TryGetTarget(out _));
            _pruneAt = Math.Max(FirstPrune, _all.Count * 2);
        }

        _all.Add((new WeakReference<object>(source), end));
    }

    /// <summary>Forgets all, and returns what ends those that live, the newest first; null when there are none.</summary>
    public Action? Take()
    {
        if (_all.Count == 0)
        {
            return null;
        }

        var all = _all.ToArray();
        _all.Clear();
        return () =>
        {
            foreach (var (source, end) in all.Reverse())
            {
                try
                {
                    if (source.TryGetTarget(out var target))
                    {
                        end(target);
                    }
                }
                catch (Exception)
                {
                    // Thrown by a handler of the user's, for whom nobody is left; the others end all the same.
                }
            }
        };
    }
}
