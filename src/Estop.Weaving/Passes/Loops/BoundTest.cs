using Estop.Weaving.Flow;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Loops;

/// <summary>The end of a block that leaves a loop, or stays in it, by comparing a local with an invariant bound.</summary>
/// <param name="First">The first instruction of the test.</param>
/// <param name="Bound">What computes the bound.</param>
/// <param name="Relation">What the counter and the bound must be for the loop to go on, in this order.</param>
internal sealed record BoundTest(Instruction First, IReadOnlyList<Instruction> Bound, Code Relation)
{
    public static BoundTest? Of(BasicBlock block, VariableDefinition counter, Invariants invariants, bool staysByBranching)
    {
        if (Condition(block, invariants) is not ({ } comparison, { } last))
        {
            return null;
        }

        var relation = staysByBranching ? comparison : Negated(comparison);
        if (relation == Code.Nop)
        {
            return null;
        }

        // "i < n" has the bound above the counter, "n > i" below it.
        if (invariants.ExpressionAt(last, block) is { } bound)
        {
            return Before(bound.Code[0], block) is { OpCode.Code: Code.Ldloc } load && load.Operand == counter
                && bound.Kind == StackKinds.Of(counter.VariableType)
                ? new BoundTest(load, bound.Code, relation)
                : null;
        }

        return last.OpCode.Code == Code.Ldloc && last.Operand == counter
            && Before(last, block) is { } end
            && invariants.ExpressionAt(end, block) is { } mirrored
            && mirrored.Kind == StackKinds.Of(counter.VariableType)
            ? new BoundTest(mirrored.Code[0], mirrored.Code, Mirrored(relation))
            : null;
    }

    /// <summary>The comparison that the block branches by, and the last instruction of its second operand.</summary>
    private static (Code? Comparison, Instruction? Last) Condition(BasicBlock block, Invariants invariants)
    {
        var branch = block.Last;
        if (Relational(branch.OpCode.Code) is var relation and not Code.Nop)
        {
            return (relation, Before(branch, block));
        }

        if (branch.OpCode.Code is not (Code.Brtrue or Code.Brfalse))
        {
            return (null, null);
        }

        // Debug builds keep the outcome of the comparison in a local first.
        var value = Before(branch, block);
        if (value is { OpCode.Code: Code.Ldloc }
            && Before(value, block) is { OpCode.Code: Code.Stloc } store && store.Operand == value.Operand
            && invariants.IsTemporary(value.Operand))
        {
            value = Before(store, block);
        }

        // "a <= b" is compiled to "a > b" compared with 0.
        var holds = branch.OpCode.Code == Code.Brtrue;
        while (value is { OpCode.Code: Code.Ceq } && Before(value, block) is { OpCode.Code: Code.Ldc_I4, Operand: 0 } zero)
        {
            (value, holds) = (Before(zero, block), !holds);
        }

        relation = value?.OpCode.Code switch
        {
            Code.Clt => Code.Blt,
            Code.Cgt => Code.Bgt,
            Code.Clt_Un => Code.Blt_Un,
            Code.Cgt_Un => Code.Bgt_Un,
            _ => Code.Nop,
        };
        return relation == Code.Nop ? (null, null) : (holds ? relation : Negated(relation), Before(value!, block));
    }

    private static Instruction? Before(Instruction instruction, BasicBlock block) =>
        instruction == block.First ? null : instruction.Previous;

    private static Code Relational(Code code) => code
        is Code.Blt or Code.Ble or Code.Bgt or Code.Bge or Code.Blt_Un or Code.Ble_Un or Code.Bgt_Un or Code.Bge_Un
        ? code
        : Code.Nop;

    private static Code Negated(Code relation) => relation switch
    {
        Code.Blt => Code.Bge,
        Code.Ble => Code.Bgt,
        Code.Bgt => Code.Ble,
        Code.Bge => Code.Blt,
        Code.Blt_Un => Code.Bge_Un,
        Code.Ble_Un => Code.Bgt_Un,
        Code.Bgt_Un => Code.Ble_Un,
        Code.Bge_Un => Code.Blt_Un,
        _ => Code.Nop,
    };

    private static Code Mirrored(Code relation) => relation switch
    {
        Code.Blt => Code.Bgt,
        Code.Ble => Code.Bge,
        Code.Bgt => Code.Blt,
        Code.Bge => Code.Ble,
        Code.Blt_Un => Code.Bgt_Un,
        Code.Ble_Un => Code.Bge_Un,
        Code.Bgt_Un => Code.Blt_Un,
        Code.Bge_Un => Code.Ble_Un,
        _ => Code.Nop,
    };
}
