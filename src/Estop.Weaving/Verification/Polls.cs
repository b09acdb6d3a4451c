using Estop.Weaving.Flow;
using Estop.Weaving.Passes.Loops;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Verification;

/// <summary>Every way round a loop passes a poll, but for the loops that were left without one by decision.</summary>
internal static class Polls
{
    public static string? FaultIn(MethodBody body, MethodReference poll, IReadOnlySet<Instruction> unpolled)
    {
        if (!LoopPlanner.MayLoop(body))
        {
            return null;
        }

        var graph = FlowGraph.Of(body);
        var polled = graph.Blocks
            .Where(block => block.Instructions.Any(IsPoll))
            .ToHashSet();

        // A way that comes to a poll need not be followed; what comes after the poll is looked at from there.
        var search = new DepthFirstSearch(
            [graph.Blocks[0], .. polled],
            block => block.Successors.Where(next => !polled.Contains(next)));
        var (from, to) = search.RetreatingEdges.FirstOrDefault(edge => !unpolled.Contains(edge.To.First));
        return from is null ? null : $"a loop from '{from.Last.OpCode}' back to '{to.First.OpCode}' passes no poll";

        bool IsPoll(Instruction instruction) => instruction.OpCode.Code == Code.Call && instruction.Operand == poll;
    }
}
