using System.Collections.Concurrent;

namespace Estop.Runtime;

/// <summary>
/// Factories whose result others keep: a stop in the middle would be kept with it. They run shielded; and where the result
/// is a task, what it still does when they have returned it belongs to no scope.
/// </summary>
public static class Factories
{
    /// <summary>In place of <see cref="Lazy{T}(Func{T})"/>: the factory runs shielded.</summary>
    [ReplacesCall(typeof(Lazy<>), ".ctor")]
    public static Lazy<T> NewLazy<T>(Func<T> valueFactory) => new(Shielded(valueFactory));

    /// <summary>In place of <see cref="Lazy{T}(Func{T}, bool)"/>: the factory runs shielded.</summary>
    [ReplacesCall(typeof(Lazy<>), ".ctor")]
    public static Lazy<T> NewLazy<T>(Func<T> valueFactory, bool isThreadSafe) =>
        new(Shielded(valueFactory), isThreadSafe);

    /// <summary>In place of <see cref="Lazy{T}(Func{T}, LazyThreadSafetyMode)"/>: the factory runs shielded.</summary>
    [ReplacesCall(typeof(Lazy<>), ".ctor")]
    public static Lazy<T> NewLazy<T>(Func<T> valueFactory, LazyThreadSafetyMode mode) =>
        new(Shielded(valueFactory), mode);

    /// <summary>In place of <c>ConcurrentDictionary.GetOrAdd(TKey, Func)</c>, whose value may be a task.</summary>
    [ReplacesCall(typeof(ConcurrentDictionary<,>), "GetOrAdd")]
    public static TValue GetOrAdd<TKey, TValue>(
        ConcurrentDictionary<TKey, TValue> dictionary, TKey key, Func<TKey, TValue> valueFactory)
        where TKey : notnull =>
        valueFactory is not null && IsTask(typeof(TValue)) && Ambient.Scope is not null
            ? dictionary.GetOrAdd(key, static (key, factory) => Run(() => factory(key)), valueFactory)
            : dictionary.GetOrAdd(key, valueFactory!);

    /// <summary>In place of <c>ConcurrentDictionary.GetOrAdd(TKey, Func, TArg)</c>, whose value may be a task.</summary>
    [ReplacesCall(typeof(ConcurrentDictionary<,>), "GetOrAdd")]
    public static TValue GetOrAdd<TKey, TValue, TArg>(
        ConcurrentDictionary<TKey, TValue> dictionary, TKey key, Func<TKey, TArg, TValue> valueFactory, TArg factoryArgument)
        where TKey : notnull
        where TArg : allows ref struct
    {
        return valueFactory is not null && IsTask(typeof(TValue)) && Ambient.Scope is not null
            ? dictionary.GetOrAdd(key, Make, factoryArgument)
            : dictionary.GetOrAdd(key, valueFactory!, factoryArgument);

        TValue Make(TKey key, TArg argument)
        {
            using var keeping = new Keeping(typeof(TValue));
            return valueFactory(key, argument);
        }
    }

    private static Func<T> Shielded<T>(Func<T> factory) => factory is null ? factory! : () => Run(factory);

    private static T Run<T>(Func<T> factory)
    {
        using var keeping = new Keeping(typeof(T));
        return factory();
    }

    private static bool IsTask(Type type) => type.IsAssignableTo(typeof(Task));

    /// <summary>While a factory runs whose result is kept.</summary>
    private readonly ref struct Keeping(Type result)
    {
        private readonly int _saved = Shield.EnterCleanup();
        private readonly StopScope? _scope = LeaveFor(result);

        public void Dispose()
        {
            if (_scope is not null)
            {
                Ambient.Scope = _scope;
            }

            Shield.Exit(_saved);
        }

        private static StopScope? LeaveFor(Type result)
        {
            var scope = IsTask(result) ? Ambient.Scope : null;
            if (scope is not null)
            {
                Ambient.Scope = null;
            }

            return scope;
        }
    }
}
