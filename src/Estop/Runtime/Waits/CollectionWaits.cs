using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Estop.Runtime;

/// <summary>
/// The waits of <see cref="BlockingCollection{T}"/>. No item is taken and then lost to a stop.
/// </summary>
public static class CollectionWaits
{
    /// <summary>In place of <see cref="BlockingCollection{T}.Add(T, CancellationToken)"/>.</summary>
    [ReplacesCall(typeof(BlockingCollection<>), "Add")]
    public static void Add<T>(BlockingCollection<T> collection, T item, CancellationToken cancellationToken) =>
        LinkedWait.Run((collection, item), cancellationToken, static (call, token) => call.collection.Add(call.item, token));

    /// <summary>In place of <see cref="BlockingCollection{T}.TryAdd(T, int, CancellationToken)"/>.</summary>
    [ReplacesCall(typeof(BlockingCollection<>), "TryAdd")]
    public static bool TryAdd<T>(
        BlockingCollection<T> collection, T item, int millisecondsTimeout, CancellationToken cancellationToken) =>
        LinkedWait.Run(
            (collection, item),
            millisecondsTimeout,
            cancellationToken,
            static (call, left, token) => call.collection.TryAdd(call.item, left, token));

    /// <summary>In place of <see cref="BlockingCollection{T}.Take(CancellationToken)"/>.</summary>
    [ReplacesCall(typeof(BlockingCollection<>), "Take")]
    public static T Take<T>(BlockingCollection<T> collection, CancellationToken cancellationToken) =>
        LinkedWait.Run(collection, cancellationToken, static (collection, token) => collection.Take(token));

    /// <summary>In place of <see cref="BlockingCollection{T}.TryTake(out T, int, CancellationToken)"/>.</summary>
    [ReplacesCall(typeof(BlockingCollection<>), "TryTake")]
    public static bool TryTake<T>(
        BlockingCollection<T> collection,
        [MaybeNullWhen(false)] out T item,
        int millisecondsTimeout,
        CancellationToken cancellationToken)
    {
        (var taken, item) = LinkedWait.Run(
            collection,
            millisecondsTimeout,
            cancellationToken,
            static (collection, left, token) => (collection.TryTake(out var item, left, token), item));
        return taken;
    }

    /// <summary>In place of <see cref="BlockingCollection{T}.GetConsumingEnumerable(CancellationToken)"/>.</summary>
    [ReplacesCall(typeof(BlockingCollection<>), "GetConsumingEnumerable")]
    public static IEnumerable<T> GetConsumingEnumerable<T>(
        BlockingCollection<T> collection, CancellationToken cancellationToken)
    {
        return collection is null || ScopeThread.InOwnScope() is null
            ? collection!.GetConsumingEnumerable(cancellationToken)
            : Consume();

        IEnumerable<T> Consume()
        {
            while (!collection.IsCompleted)
            {
                if (TryTake(collection, out var item, Timeout.Infinite, cancellationToken))
                {
                    yield return item;
                }
            }
        }
    }

    /// <summary>In place of <c>BlockingCollection.AddToAny(BlockingCollection[], T, CancellationToken)</c>.</summary>
    [ReplacesCall(typeof(BlockingCollection<>), "AddToAny")]
    public static int AddToAny<T>(BlockingCollection<T>[] collections, T item, CancellationToken cancellationToken) =>
        LinkedWait.Run(
            (collections, item),
            cancellationToken,
            static (call, token) => BlockingCollection<T>.AddToAny(call.collections, call.item, token));

    /// <summary>In place of <c>BlockingCollection.TryAddToAny(BlockingCollection[], T, int, CancellationToken)</c>.</summary>
    [ReplacesCall(typeof(BlockingCollection<>), "TryAddToAny")]
    public static int TryAddToAny<T>(
        BlockingCollection<T>[] collections, T item, int millisecondsTimeout, CancellationToken cancellationToken) =>
        LinkedWait.Run(
            (collections, item),
            millisecondsTimeout,
            cancellationToken,
            static (call, left, token) =>
                BlockingCollection<T>.TryAddToAny(call.collections, call.item, left, token));

    /// <summary>In place of <c>BlockingCollection.TakeFromAny(BlockingCollection[], out T, CancellationToken)</c>.</summary>
    [ReplacesCall(typeof(BlockingCollection<>), "TakeFromAny")]
    public static int TakeFromAny<T>(BlockingCollection<T>[] collections, out T? item, CancellationToken cancellationToken)
    {
        (var index, item) = LinkedWait.Run(
            collections,
            cancellationToken,
            static (collections, token) => (BlockingCollection<T>.TakeFromAny(collections, out var item, token), item));
        return index;
    }

    /// <summary>In place of <c>BlockingCollection.TryTakeFromAny(BlockingCollection[], out T, int, CancellationToken)</c>.</summary>
    [ReplacesCall(typeof(BlockingCollection<>), "TryTakeFromAny")]
    public static int TryTakeFromAny<T>(
        BlockingCollection<T>[] collections, out T? item, int millisecondsTimeout, CancellationToken cancellationToken)
    {
        (var index, item) = LinkedWait.Run(
            collections,
            millisecondsTimeout,
            cancellationToken,
            static (collections, left, token) =>
                (BlockingCollection<T>.TryTakeFromAny(collections, out var item, left, token), item));
        return index;
    }

    /// <summary>In place of <c>BlockingCollection.Add(T)</c>.</summary>
    [ReplacesCall(typeof(BlockingCollection<>), "Add")]
    public static void Add<T>(BlockingCollection<T> collection, T item) =>
        Add(collection, item, CancellationToken.None);

    /// <summary>In place of <c>BlockingCollection.TryAdd(T, int)</c>.</summary>
    [ReplacesCall(typeof(BlockingCollection<>), "TryAdd")]
    public static bool TryAdd<T>(BlockingCollection<T> collection, T item, int millisecondsTimeout) =>
        TryAdd(collection, item, millisecondsTimeout, CancellationToken.None);

    /// <summary>In place of <c>BlockingCollection.TryAdd(T, TimeSpan)</c>.</summary>
    [ReplacesCall(typeof(BlockingCollection<>), "TryAdd")]
    public static bool TryAdd<T>(BlockingCollection<T> collection, T item, TimeSpan timeout) =>
        TryAdd(collection, item, Milliseconds(timeout), CancellationToken.None);

    /// <summary>In place of <c>BlockingCollection.Take()</c>.</summary>
    [ReplacesCall(typeof(BlockingCollection<>), "Take")]
    public static T Take<T>(BlockingCollection<T> collection) =>
        Take(collection, CancellationToken.None);

    /// <summary>In place of <c>BlockingCollection.TryTake(out T, int)</c>.</summary>
    [ReplacesCall(typeof(BlockingCollection<>), "TryTake")]
    public static bool TryTake<T>(
        BlockingCollection<T> collection, [MaybeNullWhen(false)] out T item, int millisecondsTimeout) =>
        TryTake(collection, out item, millisecondsTimeout, CancellationToken.None);

    /// <summary>In place of <c>BlockingCollection.TryTake(out T, TimeSpan)</c>.</summary>
    [ReplacesCall(typeof(BlockingCollection<>), "TryTake")]
    public static bool TryTake<T>(
        BlockingCollection<T> collection, [MaybeNullWhen(false)] out T item, TimeSpan timeout) =>
        TryTake(collection, out item, Milliseconds(timeout), CancellationToken.None);

    /// <summary>In place of <c>BlockingCollection.GetConsumingEnumerable()</c>.</summary>
    [ReplacesCall(typeof(BlockingCollection<>), "GetConsumingEnumerable")]
    public static IEnumerable<T> GetConsumingEnumerable<T>(BlockingCollection<T> collection) =>
        GetConsumingEnumerable(collection, CancellationToken.None);

    /// <summary>In place of <c>BlockingCollection.AddToAny(BlockingCollection[], T)</c>.</summary>
    [ReplacesCall(typeof(BlockingCollection<>), "AddToAny")]
    public static int AddToAny<T>(BlockingCollection<T>[] collections, T item) =>
        AddToAny(collections, item, CancellationToken.None);

    /// <summary>In place of <c>BlockingCollection.TryAddToAny(BlockingCollection[], T, int)</c>.</summary>
    [ReplacesCall(typeof(BlockingCollection<>), "TryAddToAny")]
    public static int TryAddToAny<T>(BlockingCollection<T>[] collections, T item, int millisecondsTimeout) =>
        TryAddToAny(collections, item, millisecondsTimeout, CancellationToken.None);

    /// <summary>In place of <c>BlockingCollection.TryAddToAny(BlockingCollection[], T, TimeSpan)</c>.</summary>
    [ReplacesCall(typeof(BlockingCollection<>), "TryAddToAny")]
    public static int TryAddToAny<T>(BlockingCollection<T>[] collections, T item, TimeSpan timeout) =>
        TryAddToAny(collections, item, Milliseconds(timeout), CancellationToken.None);

    /// <summary>In place of <c>BlockingCollection.TakeFromAny(BlockingCollection[], out T)</c>.</summary>
    [ReplacesCall(typeof(BlockingCollection<>), "TakeFromAny")]
    public static int TakeFromAny<T>(BlockingCollection<T>[] collections, out T? item) =>
        TakeFromAny(collections, out item, CancellationToken.None);

    /// <summary>In place of <c>BlockingCollection.TryTakeFromAny(BlockingCollection[], out T, int)</c>.</summary>
    [ReplacesCall(typeof(BlockingCollection<>), "TryTakeFromAny")]
    public static int TryTakeFromAny<T>(
        BlockingCollection<T>[] collections, out T? item, int millisecondsTimeout) =>
        TryTakeFromAny(collections, out item, millisecondsTimeout, CancellationToken.None);

    /// <summary>In place of <c>BlockingCollection.TryTakeFromAny(BlockingCollection[], out T, TimeSpan)</c>.</summary>
    [ReplacesCall(typeof(BlockingCollection<>), "TryTakeFromAny")]
    public static int TryTakeFromAny<T>(BlockingCollection<T>[] collections, out T? item, TimeSpan timeout) =>
        TryTakeFromAny(collections, out item, Milliseconds(timeout), CancellationToken.None);

    private static int Milliseconds(TimeSpan timeout) =>
        timeout.TotalMilliseconds is >= Timeout.Infinite and <= int.MaxValue
            ? (int)timeout.TotalMilliseconds
            : throw new ArgumentOutOfRangeException(
                nameof(timeout), timeout, "The time must be infinite, or between 0 and Int32.MaxValue milliseconds.");
}
