using Estop.Weaving.Passes;
using Estop.Weaving.Passes.AwaitingCleanups;
using Estop.Weaving.Passes.Awaits;
using Estop.Weaving.Passes.Calls;
using Estop.Weaving.Passes.Catches;
using Estop.Weaving.Passes.Cleanups;
using Estop.Weaving.Passes.HandOvers;
using Estop.Weaving.Passes.Locks;
using Estop.Weaving.Passes.Loops;
using Estop.Weaving.Passes.Replacements;
using Estop.Weaving.Passes.Tokens;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving;

/// <summary>Decides what becomes of each method. Changes nothing.</summary>
internal sealed class MethodPlanner(ReplacementTable table, TokenPlanner tokens, EntryPlanner entries, bool isLibrary)
{
    private static readonly HashSet<Instruction> NoCalls = [];

    public MethodPlan Plan(MethodDefinition method)
    {
        var awaiting = AwaitingPlanner.Plan(method.Body);
        var replacements = ReplacementPlanner.Plan(method.Body, table);
        return new MethodPlan(method)
        {
            Loops = LoopPlanner.Plan(method.Body),
            Handlers = HandlerPlanner.Plan(method.Body, awaiting),
            Cleanups = CleanupPlanner.Plan(method.Body, entries),
            Awaiting = awaiting,
            Replacements = replacements,
            KeptWork = isLibrary ? KeptWorkPlanner.Plan(replacements) : [],
            Semaphores = SemaphorePlanner.Plan(method.Body),
            Tokens = tokens.Plan(method.Body, CallsOf(replacements)),
            HeldWaits = [.. HeldWaits.In(method.Body)],
            StateMachine = StateMachinePlanner.Plan(method.Body),
            PollsAtEntry = entries.Polls(method),
            IsShielded = ShieldedMethods.IsShielded(method),
        };
    }

    private static HashSet<Instruction> CallsOf(IReadOnlyList<ReplacementPlan> replacements) =>
        replacements.Count == 0 ? NoCalls : [.. replacements.Select(replacement => replacement.Call)];
}
