using Estop.Weaving.Bodies;
using Estop.Weaving.Flow;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Loops;

/// <summary>Decides which loops of a method get a poll.</summary>
internal static class LoopPlanner
{
    public static IReadOnlyList<LoopPlan> Plan(MethodBody body) => MayLoop(body) ? PlanLoops(body) : [];

    private static IReadOnlyList<LoopPlan> PlanLoops(MethodBody body)
    {
        var found = LoopFinder.Of(FlowGraph.Of(body));
        var layout = new BodyLayout(body);
        var shortLoops = new ShortLoops(body, layout, found);
        var chunkedLoops = new ChunkedLoops(body, shortLoops);
        var carried = new CarriedVariables(body);

        // The inner loops first: what holds for them may do for those around them.
        var plans = new Dictionary<Loop, LoopPlan>();
        foreach (var loop in found.Loops.OrderBy(loop => loop.Blocks.Count))
        {
            plans.Add(loop, Judge(loop));
        }

        return [.. found.Loops.Select(loop => plans[loop])];

        LoopPlan Judge(Loop loop)
        {
            var chunks = chunkedLoops.Of(loop);
            var verdict = NativeCallbacks.IsCallback(body.Method) || layout.IsInAnyFilter(loop.Head.First) ? LoopVerdict.Forbidden
                : shortLoops.IsShort(loop) ? LoopVerdict.Short
                : IsCovered(loop) ? LoopVerdict.Covered
                : chunks is not null ? LoopVerdict.Chunks
                : LoopVerdict.Poll;
            return new LoopPlan(loop.Head.First, verdict, verdict == LoopVerdict.Chunks ? chunks : null)
            {
                Carried = verdict == LoopVerdict.Chunks || (verdict == LoopVerdict.Poll && IsTight(loop)) ? carried.Of(loop) : [],
            };
        }

        // Where there are calls, or loops that have polls, registers are lost to those already.
        bool IsTight(Loop loop) => loop.IsReducible && shortLoops.IsQuick(loop)
            && !plans.Any(inner => inner.Value.HasPoll && loop.Blocks.Contains(inner.Key.Head));

        // Where there are calls, the poll of the inner loop might be shielded by one of them, and that of the outer loop not.
        bool IsCovered(Loop loop) => loop.IsReducible && shortLoops.IsQuick(loop) && plans.Any(inner =>
            PollsAtHead(inner.Value, body)
            && loop.Blocks.Contains(inner.Key.Head)
            && loop.Latches.All(latch => found.Dominators.Dominates(inner.Key.Head, latch)));
    }

    /// <summary>Whether whoever comes to the loop's head is polled, also when no iteration follows.</summary>
    private static bool PollsAtHead(LoopPlan plan, MethodBody body) => plan switch
    {
        // In async methods such polls stand on the ways back.
        { Verdict: LoopVerdict.Poll } => !StateMachines.IsAsyncMoveNext(body.Method),
        { Chunks.TestsFirst: false } => true,
        _ => false,
    };

    /// <summary>
    /// Whether control can go back at all: by a branch, or by a handler that lies before its own try block. Most methods
    /// cannot, and their flow need not be looked at.
    /// </summary>
    public static bool MayLoop(MethodBody body)
    {
        var layout = new BodyLayout(body);
        foreach (var branch in body.Instructions)
        {
            foreach (var target in branch.BranchTargets())
            {
                if (layout.PositionOf(target) <= layout.PositionOf(branch))
                {
                    return true;
                }
            }
        }

        return body.HasExceptionHandlers && body.ExceptionHandlers.Any(clause =>
            layout.PositionOf(clause.FilterStart ?? clause.HandlerStart) < layout.PositionOf(clause.TryStart));
    }
}
