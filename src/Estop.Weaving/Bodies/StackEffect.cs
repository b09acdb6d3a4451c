using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Bodies;

/// <summary>How many values an instruction takes off the evaluation stack, and how many it puts there.</summary>
internal static class StackEffect
{
    public static int PopsOf(Instruction instruction) => instruction.OpCode.StackBehaviourPop switch
    {
        StackBehaviour.Pop0 => 0,
        StackBehaviour.Pop1 or StackBehaviour.Popi or StackBehaviour.Popref => 1,
        StackBehaviour.Pop1_pop1 or StackBehaviour.Popi_pop1 or StackBehaviour.Popi_popi or StackBehaviour.Popi_popi8
            or StackBehaviour.Popi_popr4 or StackBehaviour.Popi_popr8 or StackBehaviour.Popref_pop1
            or StackBehaviour.Popref_popi => 2,
        StackBehaviour.Varpop => PopsOfCall(instruction),
        _ => 3,
    };

    public static int PushesOf(Instruction instruction) => instruction.OpCode.StackBehaviourPush switch
    {
        StackBehaviour.Push0 => 0,
        StackBehaviour.Push1_push1 => 2,
        StackBehaviour.Varpush => IsVoid((IMethodSignature)instruction.Operand) ? 0 : 1,
        _ => 1,
    };

    private static int PopsOfCall(Instruction instruction)
    {
        if (instruction.Operand is not IMethodSignature method)
        {
            // ret: whatever there is.
            return 0;
        }

        var instance = instruction.OpCode.Code != Code.Newobj && method is { HasThis: true, ExplicitThis: false } ? 1 : 0;
        var pointer = instruction.OpCode.Code == Code.Calli ? 1 : 0;
        return method.Parameters.Count + instance + pointer;
    }

    private static bool IsVoid(IMethodSignature method) =>
        method.ReturnType.WithoutModifiers().MetadataType == MetadataType.Void;
}
