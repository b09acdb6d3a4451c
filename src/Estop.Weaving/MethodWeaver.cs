using Estop.Weaving.Bodies;
using Estop.Weaving.Passes;
using Estop.Weaving.Passes.Catches;
using Estop.Weaving.Passes.Cleanups;
using Estop.Weaving.Passes.Loops;
using Estop.Weaving.Passes.Replacements;
using Mono.Cecil.Rocks;

namespace Estop.Weaving;

/// <summary>Carries out what was decided about a method.</summary>
/// <remarks>
/// The order of the passes:
/// <list type="number">
/// <item>Replacements turn instructions into others where they stand, so they come before all that inserts.</item>
/// <item>Handlers and cleanups put a try block inside a handler. Each finds its region where it then is, so that their
/// order among themselves is free.</item>
/// <item>A shield around the whole method must enclose all the clauses that those have made.</item>
/// <item>Loops come last: a poll takes the place of the head, which is from then on another object. No pass makes a
/// loop, so the loops that were found in the original are all there are.</item>
/// </list>
/// </remarks>
internal sealed class MethodWeaver(RuntimeReferences runtime)
{
    public void Weave(MethodPlan plan)
    {
        var body = plan.Method.Body;
        ReplacementPass.Apply(body, plan.Replacements);
        HandlerPass.Apply(body, plan.Handlers, runtime);
        CleanupPass.Apply(body, plan.Cleanups, runtime);
        if (plan.IsCleanup)
        {
            WholeBody.Wrap(body, Shields.OfCleanup(body, runtime));
        }

        LoopPass.Apply(body, plan.Loops, runtime);
        body.OptimizeMacros();
    }
}
