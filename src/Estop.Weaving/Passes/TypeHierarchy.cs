using Mono.Cecil;

namespace Estop.Weaving.Passes;

/// <summary>
/// What types derive from and implement, as far as it can be found. Remembers: the same few are asked for often.
/// </summary>
internal sealed class TypeHierarchy
{
    private readonly Dictionary<TypeDefinition, HashSet<TypeDefinition>> _ancestors = [];
    private readonly HashSet<TypeDefinition> _partlyUnknown = [];

    /// <summary>The type, its base types and the interfaces of all of them.</summary>
    public IReadOnlySet<TypeDefinition> SelfAndAncestors(TypeDefinition type)
    {
        if (_ancestors.TryGetValue(type, out var known))
        {
            return known;
        }

        var ancestors = new HashSet<TypeDefinition> { type };
        _ancestors.Add(type, ancestors);
        foreach (var parent in ParentsOf(type))
        {
            var found = parent.Resolve();
            if (found is not null)
            {
                ancestors.UnionWith(SelfAndAncestors(found));
            }

            if (found is null || !IsKnown(found))
            {
                _partlyUnknown.Add(type);
            }
        }

        return ancestors;
    }

    /// <summary>Whether every base type and interface, and theirs in turn, can be found.</summary>
    public bool IsKnown(TypeDefinition type)
    {
        SelfAndAncestors(type);
        return !_partlyUnknown.Contains(type);
    }

    private static IEnumerable<TypeReference> ParentsOf(TypeDefinition type)
    {
        var interfaces = type.Interfaces.Select(implemented => implemented.InterfaceType);
        return type.BaseType is null ? interfaces : interfaces.Prepend(type.BaseType);
    }
}
