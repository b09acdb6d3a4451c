namespace Estop.Runtime;

/// <summary>
/// Parallel loops over sequences. Each thread enters the scope for its share of the loop, as with
/// <see cref="ParallelForLoops"/>.
/// </summary>
public static class ParallelForEachLoops
{
    /// <summary>In place of <c>Parallel.ForEach(IEnumerable{TSource}, Action{TSource})</c>.</summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.ForEach))]
    public static ParallelLoopResult ForEach<TSource>(IEnumerable<TSource> source, Action<TSource> body)
        => body is null || ParallelShare.Create() is not { } share
            ? Parallel.ForEach(source, body!)
            : share.Call(() => Parallel.ForEach(
                source, share.Enter, PolledBody.Of(body), share.Leave));

    /// <summary>
    /// In place of <c>Parallel.ForEach(IEnumerable{TSource}, Action{TSource, ParallelLoopState})</c>.
    /// </summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.ForEach))]
    public static ParallelLoopResult ForEach<TSource>(
        IEnumerable<TSource> source, Action<TSource, ParallelLoopState> body)
        => body is null || ParallelShare.Create() is not { } share
            ? Parallel.ForEach(source, body!)
            : share.Call(() => Parallel.ForEach(
                source, share.Enter, PolledBody.Of(body), share.Leave));

    /// <summary>
    /// In place of <c>Parallel.ForEach(IEnumerable{TSource}, Action{TSource, ParallelLoopState, long})</c>.
    /// </summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.ForEach))]
    public static ParallelLoopResult ForEach<TSource>(
        IEnumerable<TSource> source, Action<TSource, ParallelLoopState, long> body)
        => body is null || ParallelShare.Create() is not { } share
            ? Parallel.ForEach(source, body!)
            : share.Call(() => Parallel.ForEach(
                source, share.Enter, PolledBody.Of(body), share.Leave));

    /// <summary>
    /// In place of <c>Parallel.ForEach(IEnumerable{TSource}, Func{TLocal}, Func{TSource, ParallelLoopState, TLocal,
    /// TLocal}, Action{TLocal})</c>.
    /// </summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.ForEach))]
    public static ParallelLoopResult ForEach<TSource, TLocal>(
        IEnumerable<TSource> source,
        Func<TLocal> localInit,
        Func<TSource, ParallelLoopState, TLocal, TLocal> body,
        Action<TLocal> localFinally)
        => localInit is null || body is null || localFinally is null || ParallelShare.Create() is not { } share
            ? Parallel.ForEach(source, localInit!, body!, localFinally!)
            : share.Call(() => Parallel.ForEach(
                source, share.Entering(localInit), PolledBody.Of(body), share.Leaving(localFinally)));

    /// <summary>
    /// In place of <c>Parallel.ForEach(IEnumerable{TSource}, Func{TLocal}, Func{TSource, ParallelLoopState, long,
    /// TLocal, TLocal}, Action{TLocal})</c>.
    /// </summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.ForEach))]
    public static ParallelLoopResult ForEach<TSource, TLocal>(
        IEnumerable<TSource> source,
        Func<TLocal> localInit,
        Func<TSource, ParallelLoopState, long, TLocal, TLocal> body,
        Action<TLocal> localFinally)
        => localInit is null || body is null || localFinally is null || ParallelShare.Create() is not { } share
            ? Parallel.ForEach(source, localInit!, body!, localFinally!)
            : share.Call(() => Parallel.ForEach(
                source, share.Entering(localInit), PolledBody.Of(body), share.Leaving(localFinally)));

    /// <summary>In place of <c>Parallel.ForEach(IEnumerable{TSource}, ParallelOptions, Action{TSource})</c>.</summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.ForEach))]
    public static ParallelLoopResult ForEach<TSource>(
        IEnumerable<TSource> source, ParallelOptions parallelOptions, Action<TSource> body)
        => body is null || ParallelShare.Create() is not { } share
            ? Parallel.ForEach(source, parallelOptions, body!)
            : share.Call(() => Parallel.ForEach(
                source, parallelOptions, share.Enter, PolledBody.Of(body), share.Leave));

    /// <summary>
    /// In place of <c>Parallel.ForEach(IEnumerable{TSource}, ParallelOptions, Action{TSource, ParallelLoopState})</c>.
    /// </summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.ForEach))]
    public static ParallelLoopResult ForEach<TSource>(
        IEnumerable<TSource> source, ParallelOptions parallelOptions, Action<TSource, ParallelLoopState> body)
        => body is null || ParallelShare.Create() is not { } share
            ? Parallel.ForEach(source, parallelOptions, body!)
            : share.Call(() => Parallel.ForEach(
                source, parallelOptions, share.Enter, PolledBody.Of(body), share.Leave));

    /// <summary>
    /// In place of <c>Parallel.ForEach(IEnumerable{TSource}, ParallelOptions, Action{TSource, ParallelLoopState, long})</c>.
    /// </summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.ForEach))]
    public static ParallelLoopResult ForEach<TSource>(
        IEnumerable<TSource> source, ParallelOptions parallelOptions, Action<TSource, ParallelLoopState, long> body)
        => body is null || ParallelShare.Create() is not { } share
            ? Parallel.ForEach(source, parallelOptions, body!)
            : share.Call(() => Parallel.ForEach(
                source, parallelOptions, share.Enter, PolledBody.Of(body), share.Leave));

    /// <summary>
    /// In place of <c>Parallel.ForEach(IEnumerable{TSource}, ParallelOptions, Func{TLocal}, Func{TSource,
    /// ParallelLoopState, TLocal, TLocal}, Action{TLocal})</c>.
    /// </summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.ForEach))]
    public static ParallelLoopResult ForEach<TSource, TLocal>(
        IEnumerable<TSource> source,
        ParallelOptions parallelOptions,
        Func<TLocal> localInit,
        Func<TSource, ParallelLoopState, TLocal, TLocal> body,
        Action<TLocal> localFinally)
        => localInit is null || body is null || localFinally is null || ParallelShare.Create() is not { } share
            ? Parallel.ForEach(source, parallelOptions, localInit!, body!, localFinally!)
            : share.Call(() => Parallel.ForEach(
                source, parallelOptions, share.Entering(localInit), PolledBody.Of(body), share.Leaving(localFinally)));

    /// <summary>
    /// In place of <c>Parallel.ForEach(IEnumerable{TSource}, ParallelOptions, Func{TLocal}, Func{TSource,
    /// ParallelLoopState, long, TLocal, TLocal}, Action{TLocal})</c>.
    /// </summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.ForEach))]
    public static ParallelLoopResult ForEach<TSource, TLocal>(
        IEnumerable<TSource> source,
        ParallelOptions parallelOptions,
        Func<TLocal> localInit,
        Func<TSource, ParallelLoopState, long, TLocal, TLocal> body,
        Action<TLocal> localFinally)
        => localInit is null || body is null || localFinally is null || ParallelShare.Create() is not { } share
            ? Parallel.ForEach(source, parallelOptions, localInit!, body!, localFinally!)
            : share.Call(() => Parallel.ForEach(
                source, parallelOptions, share.Entering(localInit), PolledBody.Of(body), share.Leaving(localFinally)));
}
