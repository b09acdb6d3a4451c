using Mono.Cecil.Cil;

namespace Estop.Weaving.Bodies;

/// <summary>What an instruction does to the flow of control.</summary>
internal static class InstructionExtensions
{
    /// <summary>Where the instruction may branch to.</summary>
    public static BranchTargets BranchTargets(this Instruction instruction) => new(instruction.Operand);

    /// <summary>Whether control may go on with the instruction that follows in the IL.</summary>
    public static bool FallsThrough(this Instruction instruction) => instruction.OpCode.FlowControl switch
    {
        FlowControl.Branch or FlowControl.Return or FlowControl.Throw => false,
        _ => instruction.OpCode.Code != Code.Jmp,
    };

    /// <summary>Whether no block goes on past the instruction.</summary>
    public static bool EndsBlock(this Instruction instruction) =>
        instruction.OpCode.FlowControl is FlowControl.Branch or FlowControl.Cond_Branch
        || !instruction.FallsThrough();

    public static bool IsLeave(this Instruction instruction) =>
        instruction.OpCode.Code is Code.Leave or Code.Leave_S;

    /// <summary>Whether the instruction runs code of another method.</summary>
    public static bool IsCall(this Instruction instruction) => instruction.OpCode.Code
        is Code.Call or Code.Callvirt or Code.Calli or Code.Newobj or Code.Jmp;

    /// <summary>The local that the instruction loads, in whichever form; null when it loads none.</summary>
    public static VariableDefinition? LoadedLocal(this Instruction instruction, MethodBody body) => instruction.OpCode.Code switch
    {
        Code.Ldloc or Code.Ldloc_S => (VariableDefinition)instruction.Operand,
        >= Code.Ldloc_0 and <= Code.Ldloc_3 and var code => body.Variables[code - Code.Ldloc_0],
        _ => null,
    };

    /// <summary>The 32-bit constant that the instruction loads, in whichever form; null when it loads none.</summary>
    public static int? LoadedConstant(this Instruction instruction) => instruction.OpCode.Code switch
    {
        Code.Ldc_I4 => (int)instruction.Operand,
        Code.Ldc_I4_S => (sbyte)instruction.Operand,
        >= Code.Ldc_I4_M1 and <= Code.Ldc_I4_8 and var code => code - Code.Ldc_I4_0,
        _ => null,
    };

    /// <summary>The local that the instruction stores to, in whichever form; null when it stores to none.</summary>
    public static VariableDefinition? StoredLocal(this Instruction instruction, MethodBody body) => instruction.OpCode.Code switch
    {
        Code.Stloc or Code.Stloc_S => (VariableDefinition)instruction.Operand,
        >= Code.Stloc_0 and <= Code.Stloc_3 and var code => body.Variables[code - Code.Stloc_0],
        _ => null,
    };

    /// <summary>Turns the instruction into another one where it stands: all that refers to it refers to the new one.</summary>
    public static void Become(this Instruction instruction, Instruction other)
    {
        instruction.OpCode = other.OpCode;
        instruction.Operand = other.Operand;
    }

    /// <summary>Turns the instruction into one that does nothing.</summary>
    public static void Vanish(this Instruction instruction) => instruction.Become(Instruction.Create(OpCodes.Nop));

    /// <summary>Has the instruction branch to another one where it branched to the first.</summary>
    public static void Retarget(this Instruction instruction, Instruction from, Instruction to)
    {
        if (instruction.Operand == from)
        {
            instruction.Operand = to;
        }
        else if (instruction.Operand is Instruction[] targets)
        {
            instruction.Operand = Array.ConvertAll(targets, target => target == from ? to : target);
        }
    }
}
