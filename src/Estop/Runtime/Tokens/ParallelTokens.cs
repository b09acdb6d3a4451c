using System.Numerics;

namespace Estop.Runtime;

/// <summary>Calls of <see cref="Parallel"/> whose overload with a token takes it before the body.</summary>
public static class ParallelTokens
{
    /// <summary>In place of <c>Parallel.ForEachAsync(IEnumerable, Func)</c>.</summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.ForEachAsync))]
    public static Task ForEachAsync<TSource>(
        IEnumerable<TSource> source, Func<TSource, CancellationToken, ValueTask> body) =>
        Parallel.ForEachAsync(source, Tokens.Current(), body);

    /// <summary>In place of <c>Parallel.ForEachAsync(IAsyncEnumerable, Func)</c>.</summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.ForEachAsync))]
    public static Task ForEachAsync<TSource>(
        IAsyncEnumerable<TSource> source, Func<TSource, CancellationToken, ValueTask> body) =>
        Parallel.ForEachAsync(source, Tokens.Current(), body);

    /// <summary>In place of <c>Parallel.ForAsync(T, T, Func)</c>.</summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.ForAsync))]
    public static Task ForAsync<T>(T fromInclusive, T toExclusive, Func<T, CancellationToken, ValueTask> body)
        where T : notnull, IBinaryInteger<T> =>
        Parallel.ForAsync(fromInclusive, toExclusive, Tokens.Current(), body);
}
