using Estop.Weaving.Bodies;
using Estop.Weaving.Flow;
using Estop.Weaving.Passes;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Verification;

/// <summary>
/// No poll stands between the entry of an async method and the place where an await goes on. A stop there would lose what
/// the await has brought, and its <c>finally</c> blocks, which look at the state, would take it for one more suspension.
/// </summary>
internal static class Resumptions
{
    public static string? FaultIn(MethodBody body, PollMethods polls)
    {
        if (StateMachines.StateOf(body) is not var (field, local))
        {
            return null;
        }

        // Exceptions are left out: nothing is thrown on the way there. A further dispatch is a start of its own.
        var starts = body.Instructions.Where(IsDispatch).SelectMany(StateDispatch.WhereItGoesOn);
        return Reach.From(starts, IsEnd).Any(polls.IsPoll)
            ? "a poll stands where an await goes on"
            : null;

        bool IsEnd(Instruction instruction) =>
            IsStoreOf(instruction, field) || IsEndOfAwait(instruction) || IsDispatch(instruction);

        bool IsDispatch(Instruction instruction) => StateDispatch.IsDispatch(body, instruction, local);
    }

    private static bool IsStoreOf(Instruction instruction, FieldReference field) =>
        instruction.OpCode.Code == Code.Stfld && ((FieldReference)instruction.Operand).FullName == field.FullName;

    /// <summary>F# leaves the state as it is when it goes on: there the result is taken, or waited for once more.</summary>
    private static bool IsEndOfAwait(Instruction instruction) => StateMachines.IsSuspension(instruction)
        || (instruction.IsCall() && instruction.Operand is MethodReference { Name: "GetResult" });
}
