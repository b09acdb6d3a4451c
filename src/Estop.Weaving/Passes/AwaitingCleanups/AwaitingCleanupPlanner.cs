using Estop.Weaving.Bodies;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.AwaitingCleanups;

/// <summary>
/// Finds cleanup that awaits. No <c>finally</c> block can, so compilers make <c>await using</c> and a <c>finally</c> with
/// an await in it of a catch that keeps whatever was thrown in a field and leaves to the cleanup, at whose end the field
/// is looked at and thrown again.
/// </summary>
internal static class AwaitingCleanupPlanner
{
    /// <summary>A test of the field follows its load at once, or by way of a local.</summary>
    private const int LongestTest = 4;

    public static IReadOnlyList<AwaitingCleanupPlan> Plan(MethodBody body, BodyLayout layout)
    {
        return [.. body.ExceptionHandlers.Where(HoldsAnythingBack).Select(clause => Plan(layout, clause)).OfType<AwaitingCleanupPlan>()];

        static bool HoldsAnythingBack(ExceptionHandler clause) =>
            clause.HandlerType == ExceptionHandlerType.Catch && clause.CatchType.MetadataType == MetadataType.Object;
    }

    private static AwaitingCleanupPlan? Plan(BodyLayout layout, ExceptionHandler clause)
    {
        var handler = layout.HandlerOf(clause).ToList();
        if (handler.Any(instruction => instruction.IsCall())
            || handler.Find(instruction => instruction.OpCode.Code == Code.Stfld)?.Operand is not FieldReference
            {
                FieldType.MetadataType: MetadataType.Object
            }
            held
            || layout.ExitsOf(clause).Select(exit => exit.Operand).Distinct().ToList() is not [Instruction start]
            || FirstOf(layout, clause, start) is not { } first)
        {
            return null;
        }

        for (var instruction = start; instruction is not null; instruction = instruction.Next)
        {
            if (instruction.OpCode.Code == Code.Ldfld && ((FieldReference)instruction.Operand).FullName == held.FullName)
            {
                return TestOf(instruction) is { } test ? new AwaitingCleanupPlan(clause, start, first, test) : null;
            }
        }

        return null;
    }

    /// <summary>
    /// Where the cleanup lies from. One that starts with a loop starts with the condition, behind the body of that loop: then it
    /// lies from the end of the handler on.
    /// </summary>
    private static Instruction? FirstOf(BodyLayout layout, ExceptionHandler clause, Instruction start) =>
        start.Previous is { } before && !before.FallsThrough() ? start
        : clause.HandlerEnd is { } end && layout.PositionOf(end) < layout.PositionOf(start) ? end
        : null;

    private static Instruction? TestOf(Instruction load)
    {
        var instruction = load.Next;
        for (var i = 0; i < LongestTest && instruction is not null; i++, instruction = instruction.Next)
        {
            switch (instruction.OpCode.Code)
            {
                case Code.Brfalse:
                    return instruction;
                case not (Code.Stloc or Code.Ldloc):
                    return null;
            }
        }

        return null;
    }
}
