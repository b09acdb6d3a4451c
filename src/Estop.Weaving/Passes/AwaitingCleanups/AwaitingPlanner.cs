using Estop.Weaving.Bodies;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.AwaitingCleanups;

/// <summary>Finds the cleanups and handlers of a state machine that await, and how they lie in each other.</summary>
internal static class AwaitingPlanner
{
    public static AwaitingPlan Plan(MethodBody body)
    {
        if (!body.HasExceptionHandlers || !StateMachines.IsAsyncMoveNext(body.Method))
        {
            return AwaitingPlan.Empty;
        }

        var layout = new BodyLayout(body);
        if (StateMachines.OwnHandler(body, layout) is not { } own)
        {
            return AwaitingPlan.Empty;
        }

        var cleanups = AwaitingCleanupPlanner.Plan(body, layout);
        var handlers = AwaitingHandlerPlanner.Plan(body, layout);
        (int From, int To)[] stretches =
        [
            .. cleanups.Select(cleanup => (layout.PositionOf(cleanup.First), layout.PositionOf(cleanup.Test) + 1)),
            .. handlers.Select(handler => (layout.PositionOf(handler.First), layout.PositionOf(handler.End))),
        ];
        var plan = new AwaitingPlan(
            [.. cleanups.Select(cleanup => cleanup with { Depth = DepthOf(cleanup.First) })],
            [.. handlers.Select(handler => handler with { Depth = DepthOf(handler.First) })],
            []);
        return plan with
        {
            Returns =
            [
                .. body.ExceptionHandlers
                    .Where(clause => clause.IsCatch() && clause != own && !plan.Keeps(clause) && MayBeReachedFrom(clause))
                    .Select(clause => new ReturnPlan(clause, DepthOf(clause.HandlerStart))),
            ],
        };

        // Each starts behind the start of those in which it lies.
        int DepthOf(Instruction instruction)
        {
            var position = layout.PositionOf(instruction);
            return stretches.Count(stretch => stretch.From < position && position < stretch.To);
        }

        bool MayBeReachedFrom(ExceptionHandler clause) => stretches.Any(stretch =>
            layout.PositionOf(clause.TryStart) <= stretch.From && stretch.From < layout.PositionOf(clause.TryEnd));
    }
}
