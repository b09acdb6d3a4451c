using Mono.Cecil;

namespace Estop.Weaving.Passes.Calls;

/// <summary>
/// What a virtual call of a module's method may reach: every method of the same name and number of parameters in a type
/// that derives from the method's type or implements it. That is at least what it does reach.
/// </summary>
internal sealed class Dispatch(ModuleDefinition module, TypeHierarchy hierarchy)
{
    private readonly ILookup<(string, int), MethodDefinition> _virtuals = module.GetTypes()
        .SelectMany(type => type.Methods)
        .Where(method => method.IsVirtual || (method.IsStatic && method.HasOverrides))
        .ToLookup(method => (method.UnqualifiedName(), method.Parameters.Count));

    public IEnumerable<MethodDefinition> ReachedBy(MethodDefinition called) =>
        !called.IsVirtual || called.IsFinal || called.DeclaringType.IsSealed
            ? [called]
            : _virtuals[(called.UnqualifiedName(), called.Parameters.Count)]
                .Where(method => hierarchy.SelfAndAncestors(method.DeclaringType).Contains(called.DeclaringType));
}
