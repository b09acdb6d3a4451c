using Estop.Weaving.Bodies;
using Estop.Weaving.Passes.AwaitingCleanups;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Catches;

/// <summary>Decides what becomes of a method's catch handlers. Every handler runs; the stop returns when it ends.</summary>
internal static class HandlerPlanner
{
    public static IReadOnlyList<HandlerPlan> Plan(MethodBody body, AwaitingPlan awaiting) =>
        body.HasExceptionHandlers ? PlanHandlers(body, awaiting) : [];

    private static IReadOnlyList<HandlerPlan> PlanHandlers(MethodBody body, AwaitingPlan awaiting)
    {
        var layout = new BodyLayout(body);
        var isStateMachine = StateMachines.IsAsyncMoveNext(body.Method);
        var own = isStateMachine ? StateMachines.OwnHandler(body, layout) : null;
        return
        [
            .. body.ExceptionHandlers
                .Where(clause => clause.IsCatch())
                .Select(clause => new HandlerPlan(clause, clause == own || awaiting.Keeps(clause) ? HandlerTreatment.None : Treat(clause)))
                .Where(plan => plan.Treatment != HandlerTreatment.None),
        ];

        HandlerTreatment Treat(ExceptionHandler clause)
        {
            var swallows = layout.ExitsOf(clause).Any();
            if (MayTakeTime(layout, clause))
            {
                return swallows ? HandlerTreatment.ShieldAndCheck : HandlerTreatment.ShieldAsCleanup;
            }

            return swallows && !(isStateMachine && Keeps(layout, clause)) ? HandlerTreatment.Check : HandlerTreatment.None;
        }
    }

    private static bool MayTakeTime(BodyLayout layout, ExceptionHandler clause) =>
        layout.HandlerOf(clause).Any(instruction => instruction.IsCall()
            || instruction.BranchTargets().Any(target =>
                layout.IsInHandler(clause, target) && layout.PositionOf(target) <= layout.PositionOf(instruction)));

    /// <summary>
    /// Whether the handler keeps what it caught. In a state machine one that does and calls nothing is lowered cleanup, in a
    /// form that is not known: the code it leaves to goes on to do what was written in the handler, and throws again where
    /// that did.
    /// </summary>
    private static bool Keeps(BodyLayout layout, ExceptionHandler clause) =>
        layout.HandlerOf(clause).Any(instruction => instruction.OpCode.Code == Code.Stfld
            && instruction.Operand is FieldReference { FieldType.MetadataType: MetadataType.Object });
}
