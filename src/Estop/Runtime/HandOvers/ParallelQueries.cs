namespace Estop.Runtime;

/// <summary>
/// Parallel queries. Their most used operators call the user's code in the scope, each time on the thread where they are.
/// </summary>
public static class ParallelQueries
{
    /// <summary>In place of <c>ParallelEnumerable.AsParallel(IEnumerable)</c>. Lists have no code that could be stopped.</summary>
    [ReplacesCall(typeof(ParallelEnumerable), nameof(ParallelEnumerable.AsParallel))]
    public static ParallelQuery<TSource> AsParallel<TSource>(IEnumerable<TSource> source) =>
        source is null or IList<TSource> or ParallelQuery<TSource> || ParallelShare.Create() is not { } share
            ? source!.AsParallel()
            : new SharedSource<TSource>(source, share).AsParallel();

    /// <summary>In place of <c>ParallelEnumerable.Select(Func)</c>.</summary>
    [ReplacesCall(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Select))]
    public static ParallelQuery<TResult> Select<TSource, TResult>(
        ParallelQuery<TSource> source, Func<TSource, TResult> selector) =>
        source.Select(Entering(selector));

    /// <summary>In place of <c>ParallelEnumerable.Select(Func with index)</c>.</summary>
    [ReplacesCall(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Select))]
    public static ParallelQuery<TResult> Select<TSource, TResult>(
        ParallelQuery<TSource> source, Func<TSource, int, TResult> selector) =>
        source.Select(Entering(selector));

    /// <summary>In place of <c>ParallelEnumerable.Where(Func)</c>.</summary>
    [ReplacesCall(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Where))]
    public static ParallelQuery<TSource> Where<TSource>(ParallelQuery<TSource> source, Func<TSource, bool> predicate) =>
        source.Where(Entering(predicate));

    /// <summary>In place of <c>ParallelEnumerable.Where(Func with index)</c>.</summary>
    [ReplacesCall(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Where))]
    public static ParallelQuery<TSource> Where<TSource>(
        ParallelQuery<TSource> source, Func<TSource, int, bool> predicate) =>
        source.Where(Entering(predicate));

    /// <summary>In place of <c>ParallelEnumerable.SelectMany(Func)</c>.</summary>
    [ReplacesCall(typeof(ParallelEnumerable), nameof(ParallelEnumerable.SelectMany))]
    public static ParallelQuery<TResult> SelectMany<TSource, TResult>(
        ParallelQuery<TSource> source, Func<TSource, IEnumerable<TResult>> selector) =>
        source.SelectMany(Entering(selector));

    /// <summary>In place of <c>ParallelEnumerable.OrderBy(Func)</c>.</summary>
    [ReplacesCall(typeof(ParallelEnumerable), nameof(ParallelEnumerable.OrderBy))]
    public static OrderedParallelQuery<TSource> OrderBy<TSource, TKey>(
        ParallelQuery<TSource> source, Func<TSource, TKey> keySelector) =>
        source.OrderBy(Entering(keySelector));

    /// <summary>In place of <c>ParallelEnumerable.Any(Func)</c>.</summary>
    [ReplacesCall(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Any))]
    public static bool Any<TSource>(ParallelQuery<TSource> source, Func<TSource, bool> predicate) =>
        source.Any(Entering(predicate));

    /// <summary>In place of <c>ParallelEnumerable.All(Func)</c>.</summary>
    [ReplacesCall(typeof(ParallelEnumerable), nameof(ParallelEnumerable.All))]
    public static bool All<TSource>(ParallelQuery<TSource> source, Func<TSource, bool> predicate) =>
        source.All(Entering(predicate));

    /// <summary>In place of <c>ParallelEnumerable.Count(Func)</c>.</summary>
    [ReplacesCall(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Count))]
    public static int Count<TSource>(ParallelQuery<TSource> source, Func<TSource, bool> predicate) =>
        source.Count(Entering(predicate));

    /// <summary>In place of <c>ParallelEnumerable.ForAll(Action)</c>.</summary>
    [ReplacesCall(typeof(ParallelEnumerable), nameof(ParallelEnumerable.ForAll))]
    public static void ForAll<TSource>(ParallelQuery<TSource> source, Action<TSource> action) =>
        source.ForAll(Entering(action));

    private static Func<TSource, TResult> Entering<TSource, TResult>(Func<TSource, TResult> call) =>
        call is null || ParallelShare.Create() is not { } share
            ? call!
            : item => share.Run((call, item), static state => state.call(state.item));

    private static Func<TSource, int, TResult> Entering<TSource, TResult>(Func<TSource, int, TResult> call) =>
        call is null || ParallelShare.Create() is not { } share
            ? call!
            : (item, index) => share.Run((call, item, index), static state => state.call(state.item, state.index));

    private static Action<TSource> Entering<TSource>(Action<TSource> call) =>
        call is null || ParallelShare.Create() is not { } share
            ? call!
            : item => share.Run(() => call(item));
}
