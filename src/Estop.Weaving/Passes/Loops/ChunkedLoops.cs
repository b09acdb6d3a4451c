using Estop.Weaving.Flow;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Loops;

/// <summary>
/// Recognises loops that can run in chunks: the test at their head or end compares a counter with an invariant bound, and
/// each iteration moves the counter once, by an invariant step.
/// </summary>
internal sealed class ChunkedLoops(MethodBody body, ShortLoops shortLoops)
{
    /// <summary>Fewer iterations than this are not worth a chunk.</summary>
    private const int Fewest = 16;

    public ChunkPlan? Of(Loop loop)
    {
        if (shortLoops.RoundsWithin(loop) is not { } rounds || ShortLoops.Limit / rounds < Fewest)
        {
            return null;
        }

        var invariants = new Invariants(body, loop);
        return shortLoops.StoresOf(loop)
            .Select(store => Of(loop, store.Block, store.Store, invariants, ShortLoops.Limit / rounds))
            .FirstOrDefault(plan => plan is not null);
    }

    private ChunkPlan? Of(Loop loop, BasicBlock block, Instruction store, Invariants invariants, int limit)
    {
        var counter = (VariableDefinition)store.Operand;
        if (CountsBy(counter) is not { } isSigned || StepOf(store, block, invariants) is not var (step, subtracts))
        {
            return null;
        }

        if (TestOf(loop, counter, invariants) is not var (test, at, stays, testsFirst))
        {
            return null;
        }

        var relation = test.Relation;
        if (isSigned != relation is Code.Blt or Code.Ble or Code.Bgt or Code.Bge)
        {
            return null;
        }

        var isUpward = relation is Code.Blt or Code.Ble or Code.Blt_Un or Code.Ble_Un;
        var isInclusive = relation is Code.Ble or Code.Ble_Un or Code.Bge or Code.Bge_Un;
        var constant = Constant(step) * (subtracts ? -1 : 1);
        if ((constant is { } known && (known == 0 || known > 0 != isUpward)) || (!isSigned && (!isUpward || subtracts)))
        {
            return null;
        }

        return new ChunkPlan(
            counter,
            test.First,
            at.Last,
            test.Bound,
            step,
            subtracts,
            isUpward,
            isInclusive,
            stays,
            [.. loop.Latches.Select(latch => latch.Last)],
            limit)
        {
            TestsFirst = testsFirst,
            NeverEmpty = testsFirst && constant is 1 or -1 && !isInclusive,
        };
    }

    /// <summary>Whether the counter is a signed number or an unsigned one; null when it is neither.</summary>
    private static bool? CountsBy(VariableDefinition counter) => counter.VariableType.MetadataType switch
    {
        MetadataType.Int32 or MetadataType.Int64 => true,
        MetadataType.UInt32 or MetadataType.UInt64 => false,
        _ => null,
    };

    /// <summary>What <c>counter = counter ± step</c> moves the counter by.</summary>
    private static (IReadOnlyList<Instruction> Step, bool Subtracts)? StepOf(
        Instruction store, BasicBlock block, Invariants invariants)
    {
        if (store == block.First
            || store.Previous is not { OpCode.Code: Code.Add or Code.Add_Ovf or Code.Sub or Code.Sub_Ovf } operation
            || operation == block.First
            || invariants.ExpressionAt(operation.Previous, block) is not { } step
            || step.Kind != StackKinds.Of(((VariableDefinition)store.Operand).VariableType)
            || step.Code[0] == block.First
            || step.Code[0].Previous is not { OpCode.Code: Code.Ldloc } load
            || load.Operand != store.Operand
            || Invariants.MayThrow(step.Code))
        {
            return null;
        }

        return (step.Code, operation.OpCode.Code is Code.Sub or Code.Sub_Ovf);
    }

    private static long? Constant(IReadOnlyList<Instruction> step) => step switch
    {
        [{ OpCode.Code: Code.Ldc_I4, Operand: int value }] => value,
        [{ OpCode.Code: Code.Ldc_I4, Operand: int value }, { OpCode.Code: Code.Conv_I8 }] => value,
        [{ OpCode.Code: Code.Ldc_I8, Operand: long value }] => value,
        _ => null,
    };

    /// <summary>
    /// The test that ends the loop: the head is nothing but that test, or the only way back is a branch of it. In the
    /// latter case the bound is computed once before it was in the original, where nothing may come of it.
    /// </summary>
    private (BoundTest Test, BasicBlock At, bool Stays, bool TestsFirst)? TestOf(
        Loop loop, VariableDefinition counter, Invariants invariants)
    {
        if (shortLoops.LeavesByBranching(loop, loop.Head) is { } leaves
            && BoundTest.Of(loop.Head, counter, invariants, !leaves) is { } atHead
            && atHead.First == FirstThatActs(loop.Head))
        {
            return (atHead, loop.Head, !leaves, true);
        }

        return loop.Latches is [var latch]
            && latch.Last.Operand == loop.Head.First
            && shortLoops.LeavesByBranching(loop, latch) is false
            && BoundTest.Of(latch, counter, invariants, staysByBranching: true) is { } atEnd
            && atEnd.First != loop.Head.First
            && !Invariants.MayThrow(atEnd.Bound)
            ? (atEnd, latch, true, false)
            : null;
    }

    private static Instruction FirstThatActs(BasicBlock block) =>
        block.Instructions.First(instruction => instruction.OpCode.Code != Code.Nop);
}
