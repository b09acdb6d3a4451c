using Mono.Cecil;

namespace Estop.Weaving.Passes.Replacements;

/// <summary>A method of the runtime, and the method in whose place it is called.</summary>
/// <param name="Type">The full name of the type that declares the replaced method.</param>
/// <param name="Method">The replaced method's name.</param>
/// <param name="By">What is called in its place.</param>
internal sealed record Replacement(string Type, string Method, MethodDefinition By)
{
    public const string Constructor = ".ctor";

    /// <summary>
    /// Whether this is the method in whose place <see cref="By"/> is called: instance first, then the same parameters,
    /// the same return type, the generic parameters of the type before those of the method.
    /// </summary>
    public bool Fits(MethodReference method)
    {
        var replaced = method.GetElementMethod();
        var typeArity = method.DeclaringType is GenericInstanceType type
            ? type.GenericArguments.Count
            : method.DeclaringType.GenericParameters.Count;
        if (By.GenericParameters.Count != typeArity + replaced.GenericParameters.Count)
        {
            return false;
        }

        var takesInstance = replaced.HasThis && Method != Constructor;
        var parameters = By.Parameters.Skip(takesInstance ? 1 : 0).ToList();
        return (!takesInstance || TakesInstance(By, method.DeclaringType))
            && parameters.Count == replaced.Parameters.Count
            && parameters.Zip(replaced.Parameters).All(pair => Same(pair.First.ParameterType, pair.Second.ParameterType))
            && (Method == Constructor || Same(By.ReturnType, replaced.ReturnType));

        bool Same(TypeReference ours, TypeReference theirs) => Signatures.Same(ours, theirs, (mine, other) =>
            mine.Position == other.Position + (other.Type == GenericParameterType.Method ? typeArity : 0));
    }

    private static bool TakesInstance(MethodDefinition by, TypeReference type) =>
        by.HasParameters
        && by.Parameters[0].ParameterType.IsByReference == type.IsValueType;
}
