using System.Runtime.CompilerServices;

namespace Estop.Runtime;

/// <summary>
/// The handlers that code of scopes has added to events of the framework, each as a <see cref="Callback"/>, and how to
/// find them again when they are removed.
/// </summary>
internal static class EventHandlers
{
    private static readonly ConditionalWeakTable<object, List<Entry>> Added = [];

    /// <summary>What to add in place of <paramref name="handler"/>.</summary>
    public static THandler Add<THandler>(
        object source, string name, THandler handler, Func<Callback, THandler, THandler> enter)
        where THandler : Delegate
    {
        if (handler is null || source is null || Callback.Create() is not { } calls)
        {
            return handler!;
        }

        var entering = enter(calls, handler);
        var added = Added.GetOrCreateValue(source);
        lock (added)
        {
            added.Add(new Entry(name, handler, entering));
        }

        return entering;
    }

    /// <summary>What to remove in place of <paramref name="handler"/>: of several equal ones the last, as ever.</summary>
    public static THandler Remove<THandler>(object source, string name, THandler handler)
        where THandler : Delegate
    {
        if (handler is null || source is null || !Added.TryGetValue(source, out var added))
        {
            return handler!;
        }

        lock (added)
        {
            var found = added.FindLastIndex(entry => entry.Name == name && entry.Handler.Equals(handler));
            if (found < 0)
            {
                return handler;
            }

            var entering = (THandler)added[found].Entering;
            added.RemoveAt(found);
            return entering;
        }
    }

    private sealed record Entry(string Name, Delegate Handler, Delegate Entering);
}
