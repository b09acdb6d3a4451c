using Mono.Cecil;

namespace Estop.Weaving.Passes;

/// <summary>Which methods are the same method in a base type and in a derived one.</summary>
internal static class Overrides
{
    /// <summary>
    /// The name without the interface that a method implements explicitly, as in <c>System.IDisposable.Dispose</c>.
    /// </summary>
    public static string UnqualifiedName(this MethodReference method) =>
        method.Name is ".ctor" or ".cctor" ? method.Name : method.Name[(method.Name.LastIndexOf('.') + 1)..];

    /// <summary>Whether the methods have the same name and the same parameters.</summary>
    public static bool SameSignature(MethodReference one, MethodReference other) =>
        one.Name == other.Name
        && one.GenericParameters.Count == other.GenericParameters.Count
        && one.Parameters.Count == other.Parameters.Count
        && one.Parameters.Zip(other.Parameters)
            .All(pair => pair.First.ParameterType.FullName == pair.Second.ParameterType.FullName);
}
