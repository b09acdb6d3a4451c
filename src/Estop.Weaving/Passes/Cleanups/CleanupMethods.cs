using Estop.Weaving.Bodies;
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
        0 => Unqualified(method.Name) is "Dispose" or "DisposeAsync" or "Finalize" or "ReleaseHandle"
            || method.Name.StartsWith("<>m__Finally", StringComparison.Ordinal),
        1 => Unqualified(method.Name) is "Dispose"
            && method.Parameters[0].ParameterType.MetadataType == MetadataType.Boolean,
        _ => false,
    };

    /// <summary>Whether there is anything in the method that could take time.</summary>
    public static bool MayTakeTime(MethodDefinition method) =>
        method.Body.Instructions.Any(instruction => instruction.IsCall())
        || Loops.LoopPlanner.MayLoop(method.Body);

    /// <summary>The name without the interface that it implements explicitly: <c>System.IDisposable.Dispose</c>.</summary>
    private static string Unqualified(string name) => name[(name.LastIndexOf('.') + 1)..];
}
