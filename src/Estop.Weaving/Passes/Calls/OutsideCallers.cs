using Mono.Cecil;

namespace Estop.Weaving.Passes.Calls;

/// <summary>
/// Recognises methods that other assemblies call without having heard of them: overrides and implementations of what
/// those assemblies declare.
/// </summary>
internal sealed class OutsideCallers(TypeHierarchy hierarchy)
{
    /// <summary>By type, the names and numbers of parameters of its virtual methods.</summary>
    private readonly Dictionary<TypeDefinition, HashSet<(string, int)>> _virtuals = [];

    public bool MayCall(MethodDefinition method)
    {
        if (!method.IsVirtual)
        {
            return false;
        }

        var type = method.DeclaringType;
        if (!hierarchy.IsKnown(type))
        {
            return true;
        }

        var key = (method.UnqualifiedName(), method.Parameters.Count);
        foreach (var declaring in hierarchy.SelfAndAncestors(type))
        {
            if (declaring.Module != method.Module && VirtualsOf(declaring).Contains(key))
            {
                return true;
            }
        }

        return false;
    }

    private HashSet<(string, int)> VirtualsOf(TypeDefinition type)
    {
        if (!_virtuals.TryGetValue(type, out var virtuals))
        {
            virtuals = [.. type.Methods.Where(method => method.IsVirtual).Select(method => (method.Name, method.Parameters.Count))];
            _virtuals.Add(type, virtuals);
        }

        return virtuals;
    }
}
