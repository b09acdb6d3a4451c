using Mono.Cecil;

namespace Estop.Weaving.Passes.Calls;

/// <summary>
/// Recognises methods that other assemblies call without having heard of them: overrides and implementations of what
/// those assemblies declare.
/// </summary>
internal static class OutsideCallers
{
    public static bool MayCall(MethodDefinition method, TypeHierarchy hierarchy)
    {
        if (!method.IsVirtual)
        {
            return false;
        }

        var type = method.DeclaringType;
        return !hierarchy.IsKnown(type)
            || hierarchy.SelfAndAncestors(type).Any(declaring => declaring.Module != method.Module
                && declaring.Methods.Any(declared => declared.IsVirtual
                    && declared.Name == method.UnqualifiedName()
                    && declared.Parameters.Count == method.Parameters.Count));
    }
}
