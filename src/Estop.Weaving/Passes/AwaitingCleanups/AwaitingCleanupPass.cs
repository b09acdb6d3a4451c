using Estop.Weaving.Bodies;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.AwaitingCleanups;

/// <summary>Cleanup that awaits is shielded from its start to the test at its end, on the normal way too.</summary>
internal static class AwaitingCleanupPass
{
    public static void Apply(MethodBody body, IReadOnlyList<AwaitingCleanupPlan> cleanups, RuntimeReferences runtime)
    {
        foreach (var (clause, start, test) in cleanups)
        {
            var enter = Instruction.Create(OpCodes.Call, runtime.EnterAwaiting);
            EnterFrom(body, clause, start, enter);

            // The branch has its value on the stack, which a call without arguments leaves alone. Nothing leads past it.
            body.Instructions.Insert(body.Instructions.IndexOf(test), Instruction.Create(OpCodes.Call, runtime.ExitAwaiting));
        }
    }

    /// <summary>
    /// Lets those who come from the clause enter the shield first. A loop that starts the cleanup goes round inside.
    /// </summary>
    private static void EnterFrom(MethodBody body, ExceptionHandler clause, Instruction start, Instruction enter)
    {
        var layout = new BodyLayout(body);
        var from = layout.PositionOf(clause.TryStart);
        var coming = body.Instructions.Skip(from).Take(layout.PositionOf(clause.HandlerEnd) - from).ToList();
        body.Instructions.Insert(layout.PositionOf(start), enter);
        coming.ForEach(instruction => instruction.Retarget(start, enter));
        foreach (var other in body.ExceptionHandlers)
        {
            other.TryEnd = other.TryEnd == start ? enter : other.TryEnd;
            other.HandlerEnd = other.HandlerEnd == start ? enter : other.HandlerEnd;
        }
    }
}
