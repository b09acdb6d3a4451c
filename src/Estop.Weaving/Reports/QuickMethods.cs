using Estop.Weaving.Bodies;
using Estop.Weaving.Passes.Loops;
using Mono.Cecil;

namespace Estop.Weaving.Reports;

/// <summary>Recognises methods of libraries that are known to take no time.</summary>
internal static class QuickMethods
{
    /// <summary>How deep calls are followed. Most of what is quick shows at once; further on, bodies cost time to read.</summary>
    private const int Depth = 2;

    /// <summary>
    /// Whether the method has neither loops nor calls, or calls only such methods. Accessors count as quick, and so do
    /// constructors of exceptions and attributes.
    /// </summary>
    public static bool IsQuick(MethodReference method) =>
        IsAccessor(method.Name) || (method.Resolve() is { } definition && IsQuick(definition, Depth));

    private static bool IsAccessor(string name) =>
        name.StartsWith("get_", StringComparison.Ordinal)
        || name.StartsWith("set_", StringComparison.Ordinal)
        || name.StartsWith("add_", StringComparison.Ordinal)
        || name.StartsWith("remove_", StringComparison.Ordinal);

    /// <summary>A virtual method may be overridden by one that takes its time.</summary>
    private static bool IsQuick(MethodDefinition method, int depth) =>
        method.HasBody
        && (!method.IsVirtual || method.IsFinal || method.DeclaringType.IsSealed)
        && !IsOfReferenceAssembly(method)
        && !LoopPlanner.MayLoop(method.Body)
        && method.Body.Instructions.Where(instruction => instruction.IsCall()).All(call =>
            depth > 0
            && call.Operand is MethodReference called
            && (called.DeclaringType.FullName == "System.Object"
                || (called.DeclaringType.GetElementType().Scope == method.Module
                    && (IsAccessor(called.Name) || (called.Resolve() is { } next && IsQuick(next, depth - 1))))));

    /// <summary>What stands in place of every body there says nothing about the real one.</summary>
    private static bool IsOfReferenceAssembly(MethodDefinition method) =>
        method.Module.Assembly.CustomAttributes.Any(attribute =>
            attribute.AttributeType.FullName == "System.Runtime.CompilerServices.ReferenceAssemblyAttribute");
}
