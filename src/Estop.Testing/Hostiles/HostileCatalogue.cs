using System.Reflection;

namespace Estop.Testing;

/// <summary>The hostile workers there are.</summary>
[Unstoppable("Names the hostile code; it is none itself.")]
public static class HostileCatalogue
{
    /// <summary>The names of the hostile workers of this library that the system supports, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = NamesIn(typeof(HostileCatalogue).Assembly);

    /// <summary>A new hostile worker of this library.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static HostileWorker Create(string name) => Create(name, typeof(HostileCatalogue).Assembly);

    /// <summary>The names of the hostile workers of an assembly that the system supports, in order.</summary>
    public static IReadOnlyList<string> NamesIn(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return [.. Types(assembly).Where(IsSupported).Select(type => type.Name).Order(StringComparer.Ordinal)];
    }

    /// <summary>A new hostile worker of an assembly.</summary>
    /// <param name="name">One of <see cref="NamesIn"/>.</param>
    /// <param name="assembly">Whose: for one, the tests' own.</param>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static HostileWorker Create(string name, Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        var type = Types(assembly).FirstOrDefault(type => type.Name == name)
            ?? throw new ArgumentException(
                $"{assembly.GetName().Name} has no hostile worker '{name}'; it has {string.Join(", ", NamesIn(assembly))}.",
                nameof(name));
        return Make(type);
    }

    private static IEnumerable<Type> Types(Assembly assembly) =>
        assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(HostileWorker)) && !type.IsAbstract);

    private static bool IsSupported(Type type)
    {
        using var worker = Make(type);
        return worker.IsSupported;
    }

    private static HostileWorker Make(Type type) => (HostileWorker)Activator.CreateInstance(type, nonPublic: true)!;
}
