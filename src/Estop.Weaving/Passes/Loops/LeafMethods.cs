using Estop.Weaving.Bodies;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Loops;

/// <summary>Methods that are known to take no time: of the same assembly, with neither calls nor loops.</summary>
internal static class LeafMethods
{
    public static bool IsSmallLeaf(Instruction call, ModuleDefinition module) =>
        call.OpCode.Code is Code.Call or Code.Callvirt or Code.Newobj
        && call.Operand is MethodReference reference
        && reference.DeclaringType.GetElementType().Scope == module
        && reference.Resolve() is { HasBody: true } method
        && (!method.IsVirtual || method.IsFinal || method.DeclaringType.IsSealed || call.OpCode.Code == Code.Call)
        && !method.Body.HasCalls()
        && !LoopPlanner.MayLoop(method.Body);
}
