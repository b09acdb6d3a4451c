namespace Estop;

/// <summary>
/// The tokens of one kind that a declared shield has given to what is called in it. Everything under the lock of the scope's tokens.
/// </summary>
internal sealed class ShieldTokens
{
    private WeakSources? _ofInner;
    private CancellationTokenSource? _own;

    /// <summary>Made when it is first asked for.</summary>
    public CancellationToken Token => (_own ??= new CancellationTokenSource()).Token;

    /// <summary>What is not cancelled, with what was left by shields inside.</summary>
    public IReadOnlyList<CancellationTokenSource> Live =>
        [
            .. new[] { _own }.OfType<CancellationTokenSource>().Where(static own => !own.IsCancellationRequested),
            .. _ofInner?.Live ?? [],
        ];

    /// <summary>What was called in a shield inside, and is awaited still, is in this one from now on.</summary>
    public void TakeOver(ShieldTokens inner)
    {
        foreach (var source in inner.Live)
        {
            (_ofInner ??= new WeakSources()).Add(source);
        }
    }
}
