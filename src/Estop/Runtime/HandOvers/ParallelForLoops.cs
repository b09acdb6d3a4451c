namespace Estop.Runtime;

/// <summary>
/// Parallel loops over numbers. Each thread enters the scope for its share of the loop, so that the loop is stopped
/// wherever it runs, and the call ends when all have left.
/// </summary>
public static class ParallelForLoops
{
    /// <summary>In place of <c>Parallel.For(int, int, Action{int})</c>.</summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.For))]
    public static ParallelLoopResult For(int fromInclusive, int toExclusive, Action<int> body)
        => body is null || ParallelShare.Create() is not { } share
            ? Parallel.For(fromInclusive, toExclusive, body!)
            : share.Call(() => Parallel.For(
                fromInclusive, toExclusive, share.Enter, PolledBody.Of(body), share.Leave));

    /// <summary>In place of <c>Parallel.For(int, int, Action{int, ParallelLoopState})</c>.</summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.For))]
    public static ParallelLoopResult For(int fromInclusive, int toExclusive, Action<int, ParallelLoopState> body)
        => body is null || ParallelShare.Create() is not { } share
            ? Parallel.For(fromInclusive, toExclusive, body!)
            : share.Call(() => Parallel.For(
                fromInclusive, toExclusive, share.Enter, PolledBody.Of(body), share.Leave));

    /// <summary>
    /// In place of <c>Parallel.For(int, int, Func{TLocal}, Func{int, ParallelLoopState, TLocal, TLocal}, Action{TLocal})</c>.
    /// </summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.For))]
    public static ParallelLoopResult For<TLocal>(
        int fromInclusive,
        int toExclusive,
        Func<TLocal> localInit,
        Func<int, ParallelLoopState, TLocal, TLocal> body,
        Action<TLocal> localFinally)
        => localInit is null || body is null || localFinally is null || ParallelShare.Create() is not { } share
            ? Parallel.For(fromInclusive, toExclusive, localInit!, body!, localFinally!)
            : share.Call(() => Parallel.For(
                fromInclusive, toExclusive,
                share.Entering(localInit), PolledBody.Of(body), share.Leaving(localFinally)));

    /// <summary>In place of <c>Parallel.For(int, int, ParallelOptions, Action{int})</c>.</summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.For))]
    public static ParallelLoopResult For(
        int fromInclusive, int toExclusive, ParallelOptions parallelOptions, Action<int> body)
        => body is null || ParallelShare.Create() is not { } share
            ? Parallel.For(fromInclusive, toExclusive, parallelOptions, body!)
            : share.Call(() => Parallel.For(
                fromInclusive, toExclusive, parallelOptions, share.Enter, PolledBody.Of(body), share.Leave));

    /// <summary>In place of <c>Parallel.For(int, int, ParallelOptions, Action{int, ParallelLoopState})</c>.</summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.For))]
    public static ParallelLoopResult For(
        int fromInclusive, int toExclusive, ParallelOptions parallelOptions, Action<int, ParallelLoopState> body)
        => body is null || ParallelShare.Create() is not { } share
            ? Parallel.For(fromInclusive, toExclusive, parallelOptions, body!)
            : share.Call(() => Parallel.For(
                fromInclusive, toExclusive, parallelOptions, share.Enter, PolledBody.Of(body), share.Leave));

    /// <summary>
    /// In place of <c>Parallel.For(int, int, ParallelOptions, Func{TLocal}, Func{int, ParallelLoopState, TLocal,
    /// TLocal}, Action{TLocal})</c>.
    /// </summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.For))]
    public static ParallelLoopResult For<TLocal>(
        int fromInclusive,
        int toExclusive,
        ParallelOptions parallelOptions,
        Func<TLocal> localInit,
        Func<int, ParallelLoopState, TLocal, TLocal> body,
        Action<TLocal> localFinally)
        => localInit is null || body is null || localFinally is null || ParallelShare.Create() is not { } share
            ? Parallel.For(fromInclusive, toExclusive, parallelOptions, localInit!, body!, localFinally!)
            : share.Call(() => Parallel.For(
                fromInclusive, toExclusive, parallelOptions,
                share.Entering(localInit), PolledBody.Of(body), share.Leaving(localFinally)));

    /// <summary>In place of <c>Parallel.For(long, long, Action{long})</c>.</summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.For))]
    public static ParallelLoopResult For(long fromInclusive, long toExclusive, Action<long> body)
        => body is null || ParallelShare.Create() is not { } share
            ? Parallel.For(fromInclusive, toExclusive, body!)
            : share.Call(() => Parallel.For(
                fromInclusive, toExclusive, share.Enter, PolledBody.Of(body), share.Leave));

    /// <summary>In place of <c>Parallel.For(long, long, Action{long, ParallelLoopState})</c>.</summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.For))]
    public static ParallelLoopResult For(long fromInclusive, long toExclusive, Action<long, ParallelLoopState> body)
        => body is null || ParallelShare.Create() is not { } share
            ? Parallel.For(fromInclusive, toExclusive, body!)
            : share.Call(() => Parallel.For(
                fromInclusive, toExclusive, share.Enter, PolledBody.Of(body), share.Leave));

    /// <summary>
    /// In place of <c>Parallel.For(long, long, Func{TLocal}, Func{long, ParallelLoopState, TLocal, TLocal}, Action{TLocal})</c>.
    /// </summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.For))]
    public static ParallelLoopResult For<TLocal>(
        long fromInclusive,
        long toExclusive,
        Func<TLocal> localInit,
        Func<long, ParallelLoopState, TLocal, TLocal> body,
        Action<TLocal> localFinally)
        => localInit is null || body is null || localFinally is null || ParallelShare.Create() is not { } share
            ? Parallel.For(fromInclusive, toExclusive, localInit!, body!, localFinally!)
            : share.Call(() => Parallel.For(
                fromInclusive, toExclusive,
                share.Entering(localInit), PolledBody.Of(body), share.Leaving(localFinally)));

    /// <summary>In place of <c>Parallel.For(long, long, ParallelOptions, Action{long})</c>.</summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.For))]
    public static ParallelLoopResult For(
        long fromInclusive, long toExclusive, ParallelOptions parallelOptions, Action<long> body)
        => body is null || ParallelShare.Create() is not { } share
            ? Parallel.For(fromInclusive, toExclusive, parallelOptions, body!)
            : share.Call(() => Parallel.For(
                fromInclusive, toExclusive, parallelOptions, share.Enter, PolledBody.Of(body), share.Leave));

    /// <summary>
    /// In place of <c>Parallel.For(long, long, ParallelOptions, Action{long, ParallelLoopState})</c>.
    /// </summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.For))]
    public static ParallelLoopResult For(
        long fromInclusive, long toExclusive, ParallelOptions parallelOptions, Action<long, ParallelLoopState> body)
        => body is null || ParallelShare.Create() is not { } share
            ? Parallel.For(fromInclusive, toExclusive, parallelOptions, body!)
            : share.Call(() => Parallel.For(
                fromInclusive, toExclusive, parallelOptions, share.Enter, PolledBody.Of(body), share.Leave));

    /// <summary>
    /// In place of <c>Parallel.For(long, long, ParallelOptions, Func{TLocal}, Func{long, ParallelLoopState, TLocal,
    /// TLocal}, Action{TLocal})</c>.
    /// </summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.For))]
    public static ParallelLoopResult For<TLocal>(
        long fromInclusive,
        long toExclusive,
        ParallelOptions parallelOptions,
        Func<TLocal> localInit,
        Func<long, ParallelLoopState, TLocal, TLocal> body,
        Action<TLocal> localFinally)
        => localInit is null || body is null || localFinally is null || ParallelShare.Create() is not { } share
            ? Parallel.For(fromInclusive, toExclusive, parallelOptions, localInit!, body!, localFinally!)
            : share.Call(() => Parallel.For(
                fromInclusive, toExclusive, parallelOptions,
                share.Entering(localInit), PolledBody.Of(body), share.Leaving(localFinally)));
}
