using Mono.Cecil;

namespace Estop.Weaving.Passes.Cleanups;

/// <summary>Recognises methods that are cleanup as a whole.</summary>
internal static class CleanupMethods
{
    /// <summary>
    /// Whether the method is called to release something: <c>Dispose</c>, <c>DisposeAsync</c>, a finalizer,
    /// <c>ReleaseHandle</c>, a finally block of an iterator.
    /// </summary>
    public static bool IsCleanup(MethodDefinition method) => !method.IsStatic && method.Parameters.Count switch
    {
        0 => method.UnqualifiedName() is "Dispose" or "DisposeAsync" or "Finalize" or "ReleaseHandle"
            || method.Name.StartsWith("<>m__Finally", StringComparison.Ordinal),
        1 => method.UnqualifiedName() is "Dispose"
            && method.Parameters[0].ParameterType.MetadataType == MetadataType.Boolean,
        _ => false,
    };
}
