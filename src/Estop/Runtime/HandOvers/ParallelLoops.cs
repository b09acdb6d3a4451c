using System.Collections.Concurrent;

namespace Estop.Runtime;

/// <summary>
/// Parallel loops. Each thread enters the scope for its share of the loop, so that the loop is stopped wherever it runs, and
/// the call ends when all have left.
/// </summary>
public static class ParallelLoops
{
    /// <summary>In place of <c>Parallel.For(int, int, Action{int})</c>.</summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.For))]
    public static ParallelLoopResult For(int fromInclusive, int toExclusive, Action<int> body)
        => body is null || ParallelShare.Create() is not { } share
            ? Parallel.For(fromInclusive, toExclusive, body!)
            : share.Call(() => Parallel.For(
                fromInclusive, toExclusive,
                share.Enter,
                (item, state, visit) =>
                {
                    Safepoint.Poll();
                    body(item);
                    return visit;
                },
                share.Leave));

    /// <summary>In place of <c>Parallel.For(int, int, Action{int, ParallelLoopState})</c>.</summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.For))]
    public static ParallelLoopResult For(int fromInclusive, int toExclusive, Action<int, ParallelLoopState> body)
        => body is null || ParallelShare.Create() is not { } share
            ? Parallel.For(fromInclusive, toExclusive, body!)
            : share.Call(() => Parallel.For(
                fromInclusive, toExclusive,
                share.Enter,
                (item, state, visit) =>
                {
                    Safepoint.Poll();
                    body(item, state);
                    return visit;
                },
                share.Leave));

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
                () => share.Enter(localInit),
                (item, state, local) =>
                {
                    Safepoint.Poll();
                    return (local.Visit, body(item, state, local.Local));
                },
                local => share.Leave(local.Visit, local.Local, localFinally)));

    /// <summary>In place of <c>Parallel.For(int, int, ParallelOptions, Action{int})</c>.</summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.For))]
    public static ParallelLoopResult For(
        int fromInclusive, int toExclusive, ParallelOptions parallelOptions, Action<int> body)
        => body is null || ParallelShare.Create() is not { } share
            ? Parallel.For(fromInclusive, toExclusive, parallelOptions, body!)
            : share.Call(() => Parallel.For(
                fromInclusive, toExclusive, parallelOptions,
                share.Enter,
                (item, state, visit) =>
                {
                    Safepoint.Poll();
                    body(item);
                    return visit;
                },
                share.Leave));

    /// <summary>In place of <c>Parallel.For(int, int, ParallelOptions, Action{int, ParallelLoopState})</c>.</summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.For))]
    public static ParallelLoopResult For(
        int fromInclusive, int toExclusive, ParallelOptions parallelOptions, Action<int, ParallelLoopState> body)
        => body is null || ParallelShare.Create() is not { } share
            ? Parallel.For(fromInclusive, toExclusive, parallelOptions, body!)
            : share.Call(() => Parallel.For(
                fromInclusive, toExclusive, parallelOptions,
                share.Enter,
                (item, state, visit) =>
                {
                    Safepoint.Poll();
                    body(item, state);
                    return visit;
                },
                share.Leave));

    /// <summary>
    /// In place of <c>Parallel.For(int, int, ParallelOptions, Func{TLocal}, Func{int, ParallelLoopState, TLocal, TLocal}, Action{TLocal})</c>.
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
                () => share.Enter(localInit),
                (item, state, local) =>
                {
                    Safepoint.Poll();
                    return (local.Visit, body(item, state, local.Local));
                },
                local => share.Leave(local.Visit, local.Local, localFinally)));

    /// <summary>In place of <c>Parallel.For(long, long, Action{long})</c>.</summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.For))]
    public static ParallelLoopResult For(long fromInclusive, long toExclusive, Action<long> body)
        => body is null || ParallelShare.Create() is not { } share
            ? Parallel.For(fromInclusive, toExclusive, body!)
            : share.Call(() => Parallel.For(
                fromInclusive, toExclusive,
                share.Enter,
                (item, state, visit) =>
                {
                    Safepoint.Poll();
                    body(item);
                    return visit;
                },
                share.Leave));

    /// <summary>In place of <c>Parallel.For(long, long, Action{long, ParallelLoopState})</c>.</summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.For))]
    public static ParallelLoopResult For(long fromInclusive, long toExclusive, Action<long, ParallelLoopState> body)
        => body is null || ParallelShare.Create() is not { } share
            ? Parallel.For(fromInclusive, toExclusive, body!)
            : share.Call(() => Parallel.For(
                fromInclusive, toExclusive,
                share.Enter,
                (item, state, visit) =>
                {
                    Safepoint.Poll();
                    body(item, state);
                    return visit;
                },
                share.Leave));

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
                () => share.Enter(localInit),
                (item, state, local) =>
                {
                    Safepoint.Poll();
                    return (local.Visit, body(item, state, local.Local));
                },
                local => share.Leave(local.Visit, local.Local, localFinally)));

    /// <summary>In place of <c>Parallel.For(long, long, ParallelOptions, Action{long})</c>.</summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.For))]
    public static ParallelLoopResult For(
        long fromInclusive, long toExclusive, ParallelOptions parallelOptions, Action<long> body)
        => body is null || ParallelShare.Create() is not { } share
            ? Parallel.For(fromInclusive, toExclusive, parallelOptions, body!)
            : share.Call(() => Parallel.For(
                fromInclusive, toExclusive, parallelOptions,
                share.Enter,
                (item, state, visit) =>
                {
                    Safepoint.Poll();
                    body(item);
                    return visit;
                },
                share.Leave));

    /// <summary>
    /// In place of <c>Parallel.For(long, long, ParallelOptions, Action{long, ParallelLoopState})</c>.
    /// </summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.For))]
    public static ParallelLoopResult For(
        long fromInclusive, long toExclusive, ParallelOptions parallelOptions, Action<long, ParallelLoopState> body)
        => body is null || ParallelShare.Create() is not { } share
            ? Parallel.For(fromInclusive, toExclusive, parallelOptions, body!)
            : share.Call(() => Parallel.For(
                fromInclusive, toExclusive, parallelOptions,
                share.Enter,
                (item, state, visit) =>
                {
                    Safepoint.Poll();
                    body(item, state);
                    return visit;
                },
                share.Leave));

    /// <summary>
    /// In place of <c>Parallel.For(long, long, ParallelOptions, Func{TLocal}, Func{long, ParallelLoopState, TLocal, TLocal}, Action{TLocal})</c>.
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
                () => share.Enter(localInit),
                (item, state, local) =>
                {
                    Safepoint.Poll();
                    return (local.Visit, body(item, state, local.Local));
                },
                local => share.Leave(local.Visit, local.Local, localFinally)));

    /// <summary>In place of <c>Parallel.ForEach(IEnumerable{TSource}, Action{TSource})</c>.</summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.ForEach))]
    public static ParallelLoopResult ForEach<TSource>(IEnumerable<TSource> source, Action<TSource> body)
        => body is null || ParallelShare.Create() is not { } share
            ? Parallel.ForEach(source, body!)
            : share.Call(() => Parallel.ForEach(
                source,
                share.Enter,
                (item, state, visit) =>
                {
                    Safepoint.Poll();
                    body(item);
                    return visit;
                },
                share.Leave));

    /// <summary>
    /// In place of <c>Parallel.ForEach(IEnumerable{TSource}, Action{TSource, ParallelLoopState})</c>.
    /// </summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.ForEach))]
    public static ParallelLoopResult ForEach<TSource>(
        IEnumerable<TSource> source, Action<TSource, ParallelLoopState> body)
        => body is null || ParallelShare.Create() is not { } share
            ? Parallel.ForEach(source, body!)
            : share.Call(() => Parallel.ForEach(
                source,
                share.Enter,
                (item, state, visit) =>
                {
                    Safepoint.Poll();
                    body(item, state);
                    return visit;
                },
                share.Leave));

    /// <summary>
    /// In place of <c>Parallel.ForEach(IEnumerable{TSource}, Action{TSource, ParallelLoopState, long})</c>.
    /// </summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.ForEach))]
    public static ParallelLoopResult ForEach<TSource>(
        IEnumerable<TSource> source, Action<TSource, ParallelLoopState, long> body)
        => body is null || ParallelShare.Create() is not { } share
            ? Parallel.ForEach(source, body!)
            : share.Call(() => Parallel.ForEach(
                source,
                share.Enter,
                (item, state, index, visit) =>
                {
                    Safepoint.Poll();
                    body(item, state, index);
                    return visit;
                },
                share.Leave));

    /// <summary>
    /// In place of <c>Parallel.ForEach(IEnumerable{TSource}, Func{TLocal}, Func{TSource, ParallelLoopState, TLocal, TLocal}, Action{TLocal})</c>.
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
                source,
                () => share.Enter(localInit),
                (item, state, local) =>
                {
                    Safepoint.Poll();
                    return (local.Visit, body(item, state, local.Local));
                },
                local => share.Leave(local.Visit, local.Local, localFinally)));

    /// <summary>
    /// In place of <c>Parallel.ForEach(IEnumerable{TSource}, Func{TLocal}, Func{TSource, ParallelLoopState, long, TLocal, TLocal}, Action{TLocal})</c>.
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
                source,
                () => share.Enter(localInit),
                (item, state, index, local) =>
                {
                    Safepoint.Poll();
                    return (local.Visit, body(item, state, index, local.Local));
                },
                local => share.Leave(local.Visit, local.Local, localFinally)));

    /// <summary>In place of <c>Parallel.ForEach(IEnumerable{TSource}, ParallelOptions, Action{TSource})</c>.</summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.ForEach))]
    public static ParallelLoopResult ForEach<TSource>(
        IEnumerable<TSource> source, ParallelOptions parallelOptions, Action<TSource> body)
        => body is null || ParallelShare.Create() is not { } share
            ? Parallel.ForEach(source, parallelOptions, body!)
            : share.Call(() => Parallel.ForEach(
                source, parallelOptions,
                share.Enter,
                (item, state, visit) =>
                {
                    Safepoint.Poll();
                    body(item);
                    return visit;
                },
                share.Leave));

    /// <summary>
    /// In place of <c>Parallel.ForEach(IEnumerable{TSource}, ParallelOptions, Action{TSource, ParallelLoopState})</c>.
    /// </summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.ForEach))]
    public static ParallelLoopResult ForEach<TSource>(
        IEnumerable<TSource> source, ParallelOptions parallelOptions, Action<TSource, ParallelLoopState> body)
        => body is null || ParallelShare.Create() is not { } share
            ? Parallel.ForEach(source, parallelOptions, body!)
            : share.Call(() => Parallel.ForEach(
                source, parallelOptions,
                share.Enter,
                (item, state, visit) =>
                {
                    Safepoint.Poll();
                    body(item, state);
                    return visit;
                },
                share.Leave));

    /// <summary>
    /// In place of <c>Parallel.ForEach(IEnumerable{TSource}, ParallelOptions, Action{TSource, ParallelLoopState, long})</c>.
    /// </summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.ForEach))]
    public static ParallelLoopResult ForEach<TSource>(
        IEnumerable<TSource> source, ParallelOptions parallelOptions, Action<TSource, ParallelLoopState, long> body)
        => body is null || ParallelShare.Create() is not { } share
            ? Parallel.ForEach(source, parallelOptions, body!)
            : share.Call(() => Parallel.ForEach(
                source, parallelOptions,
                share.Enter,
                (item, state, index, visit) =>
                {
                    Safepoint.Poll();
                    body(item, state, index);
                    return visit;
                },
                share.Leave));

    /// <summary>
    /// In place of <c>Parallel.ForEach(IEnumerable{TSource}, ParallelOptions, Func{TLocal}, Func{TSource, ParallelLoopState, TLocal, TLocal}, Action{TLocal})</c>.
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
                source, parallelOptions,
                () => share.Enter(localInit),
                (item, state, local) =>
                {
                    Safepoint.Poll();
                    return (local.Visit, body(item, state, local.Local));
                },
                local => share.Leave(local.Visit, local.Local, localFinally)));

    /// <summary>
    /// In place of <c>Parallel.ForEach(IEnumerable{TSource}, ParallelOptions, Func{TLocal}, Func{TSource, ParallelLoopState, long, TLocal, TLocal}, Action{TLocal})</c>.
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
                source, parallelOptions,
                () => share.Enter(localInit),
                (item, state, index, local) =>
                {
                    Safepoint.Poll();
                    return (local.Visit, body(item, state, index, local.Local));
                },
                local => share.Leave(local.Visit, local.Local, localFinally)));

    /// <summary>In place of <c>Parallel.ForEach(Partitioner{TSource}, Action{TSource})</c>.</summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.ForEach))]
    public static ParallelLoopResult ForEach<TSource>(Partitioner<TSource> source, Action<TSource> body)
        => body is null || ParallelShare.Create() is not { } share
            ? Parallel.ForEach(source, body!)
            : share.Call(() => Parallel.ForEach(
                source,
                share.Enter,
                (item, state, visit) =>
                {
                    Safepoint.Poll();
                    body(item);
                    return visit;
                },
                share.Leave));

    /// <summary>
    /// In place of <c>Parallel.ForEach(Partitioner{TSource}, Action{TSource, ParallelLoopState})</c>.
    /// </summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.ForEach))]
    public static ParallelLoopResult ForEach<TSource>(
        Partitioner<TSource> source, Action<TSource, ParallelLoopState> body)
        => body is null || ParallelShare.Create() is not { } share
            ? Parallel.ForEach(source, body!)
            : share.Call(() => Parallel.ForEach(
                source,
                share.Enter,
                (item, state, visit) =>
                {
                    Safepoint.Poll();
                    body(item, state);
                    return visit;
                },
                share.Leave));

    /// <summary>
    /// In place of <c>Parallel.ForEach(Partitioner{TSource}, Func{TLocal}, Func{TSource, ParallelLoopState, TLocal, TLocal}, Action{TLocal})</c>.
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
                source,
                () => share.Enter(localInit),
                (item, state, local) =>
                {
                    Safepoint.Poll();
                    return (local.Visit, body(item, state, local.Local));
                },
                local => share.Leave(local.Visit, local.Local, localFinally)));

    /// <summary>In place of <c>Parallel.ForEach(Partitioner{TSource}, ParallelOptions, Action{TSource})</c>.</summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.ForEach))]
    public static ParallelLoopResult ForEach<TSource>(
        Partitioner<TSource> source, ParallelOptions parallelOptions, Action<TSource> body)
        => body is null || ParallelShare.Create() is not { } share
            ? Parallel.ForEach(source, parallelOptions, body!)
            : share.Call(() => Parallel.ForEach(
                source, parallelOptions,
                share.Enter,
                (item, state, visit) =>
                {
                    Safepoint.Poll();
                    body(item);
                    return visit;
                },
                share.Leave));

    /// <summary>
    /// In place of <c>Parallel.ForEach(Partitioner{TSource}, ParallelOptions, Action{TSource, ParallelLoopState})</c>.
    /// </summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.ForEach))]
    public static ParallelLoopResult ForEach<TSource>(
        Partitioner<TSource> source, ParallelOptions parallelOptions, Action<TSource, ParallelLoopState> body)
        => body is null || ParallelShare.Create() is not { } share
            ? Parallel.ForEach(source, parallelOptions, body!)
            : share.Call(() => Parallel.ForEach(
                source, parallelOptions,
                share.Enter,
                (item, state, visit) =>
                {
                    Safepoint.Poll();
                    body(item, state);
                    return visit;
                },
                share.Leave));

    /// <summary>
    /// In place of <c>Parallel.ForEach(Partitioner{TSource}, ParallelOptions, Func{TLocal}, Func{TSource, ParallelLoopState, TLocal, TLocal}, Action{TLocal})</c>.
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
                source, parallelOptions,
                () => share.Enter(localInit),
                (item, state, local) =>
                {
                    Safepoint.Poll();
                    return (local.Visit, body(item, state, local.Local));
                },
                local => share.Leave(local.Visit, local.Local, localFinally)));

    /// <summary>
    /// In place of <c>Parallel.ForEach(OrderablePartitioner{TSource}, Action{TSource, ParallelLoopState, long})</c>.
    /// </summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.ForEach))]
    public static ParallelLoopResult ForEach<TSource>(
        OrderablePartitioner<TSource> source, Action<TSource, ParallelLoopState, long> body)
        => body is null || ParallelShare.Create() is not { } share
            ? Parallel.ForEach(source, body!)
            : share.Call(() => Parallel.ForEach(
                source,
                share.Enter,
                (item, state, index, visit) =>
                {
                    Safepoint.Poll();
                    body(item, state, index);
                    return visit;
                },
                share.Leave));

    /// <summary>
    /// In place of <c>Parallel.ForEach(OrderablePartitioner{TSource}, Func{TLocal}, Func{TSource, ParallelLoopState, long, TLocal, TLocal}, Action{TLocal})</c>.
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
                source,
                () => share.Enter(localInit),
                (item, state, index, local) =>
                {
                    Safepoint.Poll();
                    return (local.Visit, body(item, state, index, local.Local));
                },
                local => share.Leave(local.Visit, local.Local, localFinally)));

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
                source, parallelOptions,
                share.Enter,
                (item, state, index, visit) =>
                {
                    Safepoint.Poll();
                    body(item, state, index);
                    return visit;
                },
                share.Leave));

    /// <summary>
    /// In place of <c>Parallel.ForEach(OrderablePartitioner{TSource}, ParallelOptions, Func{TLocal}, Func{TSource, ParallelLoopState, long, TLocal, TLocal}, Action{TLocal})</c>.
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
                source, parallelOptions,
                () => share.Enter(localInit),
                (item, state, index, local) =>
                {
                    Safepoint.Poll();
                    return (local.Visit, body(item, state, index, local.Local));
                },
                local => share.Leave(local.Visit, local.Local, localFinally)));

    /// <summary>In place of <see cref="Parallel.Invoke(Action[])"/>.</summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.Invoke))]
    public static void Invoke(params Action[] actions) => Invoke(new ParallelOptions(), actions);

    /// <summary>In place of <see cref="Parallel.Invoke(ParallelOptions, Action[])"/>.</summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.Invoke))]
    public static void Invoke(ParallelOptions parallelOptions, params Action[] actions)
    {
        if (actions is null || actions.Contains(null) || ParallelShare.Create() is not { } share)
        {
            Parallel.Invoke(parallelOptions, actions!);
            return;
        }

        share.Call(() =>
        {
            Parallel.Invoke(parallelOptions, [.. actions.Select(action => new Action(() => share.Run(action)))]);
            return true;
        });
    }
}
