using Mono.Cecil;

namespace Estop.Weaving.Passes;

/// <summary>What a type derives from and implements, as far as it can be found.</summary>
internal static class TypeHierarchy
{
    /// <summary>The type, its base types and the interfaces of all of them.</summary>
    public static IEnumerable<TypeDefinition> SelfAndBases(this TypeDefinition type) =>
        type.SelfAndClasses().SelectMany(InterfacesOf).Distinct();

    /// <summary>The type and its base types.</summary>
    public static IEnumerable<TypeDefinition> SelfAndClasses(this TypeDefinition type)
    {
        for (TypeDefinition? current = type; current is not null; current = current.BaseType?.Resolve())
        {
            yield return current;
        }
    }

    /// <summary>Whether every base type and interface can be found.</summary>
    public static bool IsKnown(this TypeDefinition type) => type.SelfAndBases().All(known =>
        (known.BaseType is null || known.BaseType.Resolve() is not null)
        && known.Interfaces.All(implemented => implemented.InterfaceType.Resolve() is not null));

    private static IEnumerable<TypeDefinition> InterfacesOf(TypeDefinition type)
    {
        yield return type;
        foreach (var implemented in type.Interfaces)
        {
            if (implemented.InterfaceType.Resolve() is { } known)
            {
                foreach (var inherited in InterfacesOf(known))
                {
                    yield return inherited;
                }
            }
        }
    }
}
