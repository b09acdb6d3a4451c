using System.Collections.Concurrent;

namespace Estop.Runtime;

/// <summary>
/// Parallel loops over what a partitioner divides. Each thread enters the scope for its share of the loop, as with
/// <see cref="ParallelForLoops"/>.
/// </summary>
public static class ParallelPartitionLoops
{
    /// <summary>In place of <c>Parallel.ForEach(Partitioner{TSource}, Action{TSource})</c>.</summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.ForEach))]
    public static ParallelLoopResult ForEach<TSource>(Partitioner<TSource> source, Action<TSource> body)
        => body is null || ParallelShare.Create() is not { } share
            ? Parallel.ForEach(source, body!)
            : share.Call(() => Parallel.ForEach(
                source, share.Enter, PolledBody.Of(body), share.Leave));

    /// <summary>
    /// In place of <c>Parallel.ForEach(Partitioner{TSource}, Action{TSource, ParallelLoopState})</c>.
    /// </summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.ForEach))]
    public static ParallelLoopResult ForEach<TSource>(
        Partitioner<TSource> source, Action<TSource, ParallelLoopState> body)
        => body is null || ParallelShare.Create() is not { } share
            ? Parallel.ForEach(source, body!)
            : share.Call(() => Parallel.ForEach(
                source, share.Enter, PolledBody.Of(body), share.Leave));

    /// <summary>
    /// In place of <c>Parallel.ForEach(Partitioner{TSource}, Func{TLocal}, Func{TSource, ParallelLoopState, TLocal,
    /// TLocal}, Action{TLocal})</c>.
    /// </summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.ForEach))]
    public static ParallelLoopResult ForEach<TSource, TLocal>(
        Partitioner<TSource> source,
        Func<TLocal> localInit,
        Func<TSource, ParallelLoopState, TLocal, TLocal> body,
        Action<TLocal> localFinally)
        => localInit is null || body is null || localFinally is null || ParallelShare.Create() is not { } share
            ? Parallel.ForEach(source, localInit!, body!, localFinally!)
            : share.Call(() => Parallel.ForEach(
                source, share.Entering(localInit), PolledBody.Of(body), share.Leaving(localFinally)));

    /// <summary>In place of <c>Parallel.ForEach(Partitioner{TSource}, ParallelOptions, Action{TSource})</c>.</summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.ForEach))]
    public static ParallelLoopResult ForEach<TSource>(
        Partitioner<TSource> source, ParallelOptions parallelOptions, Action<TSource> body)
        => body is null || ParallelShare.Create() is not { } share
            ? Parallel.ForEach(source, parallelOptions, body!)
            : share.Call(() => Parallel.ForEach(
                source, parallelOptions, share.Enter, PolledBody.Of(body), share.Leave));

    /// <summary>
    /// In place of <c>Parallel.ForEach(Partitioner{TSource}, ParallelOptions, Action{TSource, ParallelLoopState})</c>.
    /// </summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.ForEach))]
    public static ParallelLoopResult ForEach<TSource>(
        Partitioner<TSource> source, ParallelOptions parallelOptions, Action<TSource, ParallelLoopState> body)
        => body is null || ParallelShare.Create() is not { } share
            ? Parallel.ForEach(source, parallelOptions, body!)
            : share.Call(() => Parallel.ForEach(
                source, parallelOptions, share.Enter, PolledBody.Of(body), share.Leave));

    /// <summary>
    /// In place of <c>Parallel.ForEach(Partitioner{TSource}, ParallelOptions, Func{TLocal}, Func{TSource,
    /// ParallelLoopState, TLocal, TLocal}, Action{TLocal})</c>.
    /// </summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.ForEach))]
    public static ParallelLoopResult ForEach<TSource, TLocal>(
        Partitioner<TSource> source,
        ParallelOptions parallelOptions,
        Func<TLocal> localInit,
        Func<TSource, ParallelLoopState, TLocal, TLocal> body,
        Action<TLocal> localFinally)
        => localInit is null || body is null || localFinally is null || ParallelShare.Create() is not { } share
            ? Parallel.ForEach(source, parallelOptions, localInit!, body!, localFinally!)
            : share.Call(() => Parallel.ForEach(
                source, parallelOptions, share.Entering(localInit), PolledBody.Of(body), share.Leaving(localFinally)));

    /// <summary>
    /// In place of <c>Parallel.ForEach(OrderablePartitioner{TSource}, Action{TSource, ParallelLoopState, long})</c>.
    /// </summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.ForEach))]
    public static ParallelLoopResult ForEach<TSource>(
        OrderablePartitioner<TSource> source, Action<TSource, ParallelLoopState, long> body)
        => body is null || ParallelShare.Create() is not { } share
            ? Parallel.ForEach(source, body!)
            : share.Call(() => Parallel.ForEach(
                source, share.Enter, PolledBody.Of(body), share.Leave));

    /// <summary>
    /// In place of <c>Parallel.ForEach(OrderablePartitioner{TSource}, Func{TLocal}, Func{TSource, ParallelLoopState,
    /// long, TLocal, TLocal}, Action{TLocal})</c>.
    /// </summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.ForEach))]
    public static ParallelLoopResult ForEach<TSource, TLocal>(
        OrderablePartitioner<TSource> source,
        Func<TLocal> localInit,
        Func<TSource, ParallelLoopState, long, TLocal, TLocal> body,
        Action<TLocal> localFinally)
        => localInit is null || body is null || localFinally is null || ParallelShare.Create() is not { } share
            ? Parallel.ForEach(source, localInit!, body!, localFinally!)
            : share.Call(() => Parallel.ForEach(
                source, share.Entering(localInit), PolledBody.Of(body), share.Leaving(localFinally)));

    /// <summary>
    /// In place of <c>Parallel.ForEach(OrderablePartitioner{TSource}, ParallelOptions, Action{TSource, ParallelLoopState, long})</c>.
    /// </summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.ForEach))]
    public static ParallelLoopResult ForEach<TSource>(
        OrderablePartitioner<TSource> source,
        ParallelOptions parallelOptions,
        Action<TSource, ParallelLoopState, long> body)
        => body is null || ParallelShare.Create() is not { } share
            ? Parallel.ForEach(source, parallelOptions, body!)
            : share.Call(() => Parallel.ForEach(
                source, parallelOptions, share.Enter, PolledBody.Of(body), share.Leave));

    /// <summary>
    /// In place of <c>Parallel.ForEach(OrderablePartitioner{TSource}, ParallelOptions, Func{TLocal}, Func{TSource,
    /// ParallelLoopState, long, TLocal, TLocal}, Action{TLocal})</c>.
    /// </summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.ForEach))]
    public static ParallelLoopResult ForEach<TSource, TLocal>(
        OrderablePartitioner<TSource> source,
        ParallelOptions parallelOptions,
        Func<TLocal> localInit,
        Func<TSource, ParallelLoopState, long, TLocal, TLocal> body,
        Action<TLocal> localFinally)
        => localInit is null || body is null || localFinally is null || ParallelShare.Create() is not { } share
            ? Parallel.ForEach(source, parallelOptions, localInit!, body!, localFinally!)
            : share.Call(() => Parallel.ForEach(
                source, parallelOptions, share.Entering(localInit), PolledBody.Of(body), share.Leaving(localFinally)));
}
