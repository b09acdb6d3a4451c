using Mono.Cecil;

namespace Estop.Weaving.Files;

/// <summary>Looks for types that derive from themselves: whoever walks up from one never arrives.</summary>
internal static class Inheritance
{
    /// <summary>A type of the module that is its own ancestor; null when there is none.</summary>
    public static TypeDefinition? CycleIn(ModuleDefinition module)
    {
        var sound = new HashSet<TypeDefinition>();
        foreach (var type in module.GetTypes())
        {
            var way = new HashSet<TypeDefinition>();
            for (var current = type; current is not null && !sound.Contains(current); current = BaseOf(current, module))
            {
                if (!way.Add(current))
                {
                    return current;
                }
            }

            sound.UnionWith(way);
        }

        return null;
    }

    /// <summary>The base type, when it is of the same module: other modules cannot derive from this one and be its base.</summary>
    private static TypeDefinition? BaseOf(TypeDefinition type, ModuleDefinition module) =>
        type.BaseType is { } parent && parent.GetElementType().Scope == module ? parent.Resolve() : null;
}
