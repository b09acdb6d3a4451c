namespace Estop.Runtime;

/// <summary>Asynchronous parallel loops: where the user gave no token, they get the scope's.</summary>
public static class AsyncParallelLoops
{
    /// <summary>In place of <c>Parallel.ForEachAsync(IEnumerable{TSource}, Func)</c>.</summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.ForEachAsync))]
    public static Task ForEachAsync<TSource>(
        IEnumerable<TSource> source, Func<TSource, CancellationToken, ValueTask> body) =>
        Parallel.ForEachAsync(source, Tokens.Current(), body);

    /// <summary>In place of <c>Parallel.ForEachAsync(IEnumerable{TSource}, ParallelOptions, Func)</c>.</summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.ForEachAsync))]
    public static Task ForEachAsync<TSource>(
        IEnumerable<TSource> source,
        ParallelOptions parallelOptions,
        Func<TSource, CancellationToken, ValueTask> body) =>
        Parallel.ForEachAsync(source, Ending(parallelOptions), body);

    /// <summary>In place of <c>Parallel.ForEachAsync(IAsyncEnumerable{TSource}, Func)</c>.</summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.ForEachAsync))]
    public static Task ForEachAsync<TSource>(
        IAsyncEnumerable<TSource> source, Func<TSource, CancellationToken, ValueTask> body) =>
        Parallel.ForEachAsync(source, Tokens.Current(), body);

    /// <summary>In place of <c>Parallel.ForEachAsync(IAsyncEnumerable{TSource}, ParallelOptions, Func)</c>.</summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.ForEachAsync))]
    public static Task ForEachAsync<TSource>(
        IAsyncEnumerable<TSource> source,
        ParallelOptions parallelOptions,
        Func<TSource, CancellationToken, ValueTask> body) =>
        Parallel.ForEachAsync(source, Ending(parallelOptions), body);

    /// <summary>In place of <c>Parallel.ForAsync(T, T, Func)</c>.</summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.ForAsync))]
    public static Task ForAsync<T>(T fromInclusive, T toExclusive, Func<T, CancellationToken, ValueTask> body)
        where T : notnull, System.Numerics.IBinaryInteger<T> =>
        Parallel.ForAsync(fromInclusive, toExclusive, Tokens.Current(), body);

    /// <summary>In place of <c>Parallel.ForAsync(T, T, ParallelOptions, Func)</c>.</summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.ForAsync))]
    public static Task ForAsync<T>(
        T fromInclusive, T toExclusive, ParallelOptions parallelOptions, Func<T, CancellationToken, ValueTask> body)
        where T : notnull, System.Numerics.IBinaryInteger<T> =>
        Parallel.ForAsync(fromInclusive, toExclusive, Ending(parallelOptions), body);

    private static ParallelOptions Ending(ParallelOptions options) =>
        options is null || options.CancellationToken.CanBeCanceled || Ambient.Scope is null
            ? options!
            : new ParallelOptions
            {
                CancellationToken = Tokens.Current(),
                MaxDegreeOfParallelism = options.MaxDegreeOfParallelism,
                TaskScheduler = options.TaskScheduler,
            };
}
