using Estop.Weaving.Passes.Catches;
using Estop.Weaving.Passes.Cleanups;
using Estop.Weaving.Passes.Loops;
using Estop.Weaving.Passes.Replacements;
using Mono.Cecil;

namespace Estop.Weaving;

/// <summary>Decides what becomes of each method. Changes nothing.</summary>
internal sealed class MethodPlanner(ReplacementTable table)
{
    public MethodPlan Plan(MethodDefinition method) => new(method)
    {
        Loops = LoopPlanner.Plan(method.Body),
        Handlers = HandlerPlanner.Plan(method.Body),
        Cleanups = CleanupPlanner.Plan(method.Body),
        Replacements = ReplacementPlanner.Plan(method.Body, table),
        IsCleanup = CleanupMethods.IsCleanup(method) && CleanupMethods.MayTakeTime(method),
    };
}
