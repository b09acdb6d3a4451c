using Estop.Weaving.Flow;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Loops;

/// <summary>A local that counts a loop's iterations.</summary>
/// <param name="Local">The local.</param>
/// <param name="Start">What it holds when the loop is entered.</param>
/// <param name="Step">What each iteration adds.</param>
internal sealed record Counter(VariableDefinition Local, int Start, int Step)
{
    /// <summary>What a store adds to its own local: the constant of <c>local = local + constant</c>, else null.</summary>
    public static int? StepOf(Instruction store, BasicBlock block)
    {
        Instruction[] before = [.. block.Instructions.TakeWhile(instruction => instruction != store).TakeLast(3)];
        if (before is not [var load, var constant, var operation]
            || load.OpCode.Code != Code.Ldloc || load.Operand != store.Operand
            || constant.OpCode.Code != Code.Ldc_I4 || (int)constant.Operand == 0)
        {
            return null;
        }

        return operation.OpCode.Code switch
        {
            Code.Add or Code.Add_Ovf => (int)constant.Operand,
            Code.Sub or Code.Sub_Ovf => unchecked(-(int)constant.Operand),
            _ => null,
        };
    }

    /// <summary>
    /// After how many iterations the counter meets the test at the latest, by going through them: there is then no
    /// arithmetic of bounds and overflows to get wrong. Null when it does not within the limit. The test may stand before
    /// the step or after it.
    /// </summary>
    public int? IterationsUntil(ExitTest test, int limit) =>
        IterationsUntil(test, limit, Start) is { } before && IterationsUntil(test, limit, unchecked(Start + Step)) is { } after
            ? Math.Max(before, after)
            : null;

    private int? IterationsUntil(ExitTest test, int limit, int value)
    {
        for (var i = 0; i <= limit; i++)
        {
            if (test.Leaves(value))
            {
                return i;
            }

            value = unchecked(value + Step);
        }

        return null;
    }
}
