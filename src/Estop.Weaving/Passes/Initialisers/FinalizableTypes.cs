using Mono.Cecil;

namespace Estop.Weaving.Passes.Initialisers;

/// <summary>
/// Recognises constructors of types with a finalizer. One that is left half-way leaves an object that is finalised all the
/// same.
/// </summary>
internal static class FinalizableTypes
{
    public static bool IsConstructor(MethodDefinition method) =>
        method is { IsStatic: false, IsConstructor: true } && !method.DeclaringType.IsValueType && HasFinalizer(method.DeclaringType);

    private static bool HasFinalizer(TypeDefinition type) =>
        BaseTypes.SelfAndBases(type).Any(candidate =>
            candidate.Methods.Any(method => method is { Name: "Finalize", IsVirtual: true, HasParameters: false }));
}
