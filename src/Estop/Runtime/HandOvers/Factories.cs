namespace Estop.Runtime;

/// <summary>Factories whose result others keep: a stop in the middle would be kept with it.</summary>
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

    private static Func<T> Shielded<T>(Func<T> factory) => factory is null
        ? factory!
        : () =>
        {
            var saved = Shield.EnterCleanup();
            try
            {
                return factory();
            }
            finally
            {
                Shield.Exit(saved);
            }
        };
}
