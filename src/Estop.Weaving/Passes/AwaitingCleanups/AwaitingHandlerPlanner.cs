using Estop.Weaving.Bodies;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.AwaitingCleanups;

/// <summary>
/// Finds catch handlers that await. No handler can, so compilers make of one a catch that keeps the exception and a
/// number, and leaves to code that goes by the number to what was written in the handler.
/// </summary>
internal static class AwaitingHandlerPlanner
{
    public static IReadOnlyList<AwaitingHandlerPlan> Plan(MethodBody body, BodyLayout layout)
    {
        return
        [
            .. body.ExceptionHandlers
                .Where(clause => clause.IsCatch())
                .Select(clause => Find(layout, clause))
                .OfType<Lowered>()
                .Select(handler => Plan(body, layout, handler))
                .OfType<AwaitingHandlerPlan>(),
        ];
    }

    private static Lowered? Find(BodyLayout layout, ExceptionHandler clause)
    {
        var handler = layout.HandlerOf(clause).ToList();
        if (handler.Any(instruction => instruction.IsCall())
            || handler.FindLast(IsNumber) is not { Next.Operand: { } place, Operand: int number }
            || number == 0
            || layout.ExitsOf(clause).ToList() is not [{ Operand: Instruction tests }]
            || Decision.Of(tests, place, number) is not { } handled
            || Decision.Of(tests, place, 0) is not { } unhandled
            || handled.Destination == unhandled.Destination)
        {
            return null;
        }

        return new Lowered(clause, handled.Destination, unhandled.End, [.. handled.Passed, .. unhandled.Passed]);

        static bool IsNumber(Instruction instruction) =>
            instruction.OpCode.Code == Code.Ldc_I4
            && instruction.Next is { OpCode.Code: Code.Stloc or Code.Stfld };
    }

    private static AwaitingHandlerPlan? Plan(MethodBody body, BodyLayout layout, Lowered handler)
    {
        var flow = new HandlerFlow(body, layout, handler.Start, handler.Behind, handler.Tests);
        var (from, to) = (flow.First, flow.End);
        if (to == 0 || to >= body.Instructions.Count || body.Instructions.Any(LeadsInUnseen)
            || (body.Instructions[from] != handler.Start && body.Instructions[from].Previous.FallsThrough()))
        {
            return null;
        }

        return new AwaitingHandlerPlan(
            handler.Clause, handler.Tests, handler.Start, body.Instructions[from], body.Instructions[to], flow.Leaves);

        // After an await the state machine goes into the middle, by its state.
        bool LeadsInUnseen(Instruction branch) =>
            !IsIn(branch)
            && !handler.Tests.Contains(branch)
            && branch.BranchTargets().Any(IsIn)
            && !IsResumption(body, branch);

        bool IsIn(Instruction instruction)
        {
            var position = layout.PositionOf(instruction);
            return from <= position && position < to;
        }
    }

    /// <summary>
    /// Whether the branch goes by the state, which the compiler keeps in a local; or is one that such a branch
    /// leads to, as code for debugging has it.
    /// </summary>
    private static bool IsResumption(MethodBody body, Instruction branch)
    {
        if (branch.OpCode.Code == Code.Br)
        {
            return branch.Previous?.FallsThrough() == false
                && body.Instructions.Where(other => other.BranchTargets().Contains(branch)).ToList() is [_, ..] leading
                && leading.TrueForAll(other => other.OpCode.Code != Code.Br && IsResumption(body, other));
        }

        var instruction = branch.Previous;
        for (var i = 0; i < 4 && instruction is not null && !instruction.EndsBlock(); i++, instruction = instruction.Previous)
        {
            if (instruction.OpCode.Code == Code.Ldloc && instruction.Operand == StateMachines.StateOf(body)?.Local)
            {
                return true;
            }
        }

        return false;
    }

    private sealed record Lowered(
        ExceptionHandler Clause, Instruction Start, Instruction Behind, IReadOnlyList<Instruction> Tests);
}
