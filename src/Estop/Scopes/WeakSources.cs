namespace Estop;

/// <summary>
/// Sources of tokens that may still be awaited: whoever awaits one keeps it alive. Everything under the lock of the scope's tokens.
/// </summary>
internal sealed class WeakSources
{
    private const int FirstPrune = 32;

    private readonly List<WeakReference<CancellationTokenSource>> _all = [];
    private int _pruneAt = FirstPrune;

    /// <summary>Those that live and are not cancelled.</summary>
    public IEnumerable<CancellationTokenSource> Live => _all.Select(Target).OfType<CancellationTokenSource>();

    public void Add(CancellationTokenSource source)
    {
        if (_all.Count >= _pruneAt)
        {
            _all.RemoveAll(static one => Target(one) is null);
            _pruneAt = Math.Max(FirstPrune, _all.Count * 2);
        }

        _all.Add(new WeakReference<CancellationTokenSource>(source));
    }

    private static CancellationTokenSource? Target(WeakReference<CancellationTokenSource> one) =>
        one.TryGetTarget(out var source) && !source.IsCancellationRequested ? source : null;
}
