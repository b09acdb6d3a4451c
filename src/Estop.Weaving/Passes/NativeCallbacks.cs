using Mono.Cecil;

namespace Estop.Weaving.Passes;

/// <summary>Methods that native code calls: an exception that leaves one ends the process.</summary>
internal static class NativeCallbacks
{
    public static bool IsCallback(MethodDefinition method) => method.HasCustomAttributes && method.CustomAttributes.Any(attribute =>
        attribute.AttributeType.FullName == "System.Runtime.InteropServices.UnmanagedCallersOnlyAttribute");
}
