using Estop.Weaving.Flow;
using Estop.Weaving.Passes.Loops;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Verification;

/// <summary>
/// Every way round a loop passes a poll, or the end of a chunk that started with one, but for the loops that were left
/// without by decision.
/// </summary>
internal static class Polls
{
    public static string? FaultIn(MethodBody body, PollMethods polls, IReadOnlySet<Instruction> unpolled)
    {
        if (!LoopPlanner.MayLoop(body))
        {
            return null;
        }

        var graph = FlowGraph.Of(body);
        var polled = graph.Blocks
            .Where(block => block.Instructions.Any(polls.IsPoll))
            .ToHashSet();
        polled.UnionWith([.. graph.Blocks.Where(block => AsksFirst(block) && polled.Contains(graph.Blocks[block.Index + 1]))]);
        var withinChunks = new ChunkExits(body, graph, polled).WithinChunks();

        // A way that comes to a poll need not be followed; what comes after the poll is looked at from there. Nor need
        // one that stays within a chunk, which is left in time.
        var search = new DepthFirstSearch(
            graph,
            [graph.Blocks[0], .. polled, .. withinChunks.Values],
            block => block.Successors.Where(next => !polled.Contains(next) && withinChunks.GetValueOrDefault(block) != next));
        var (from, to) = search.RetreatingEdges.FirstOrDefault(edge => !unpolled.Contains(edge.To.First));
        return from is null ? null : $"a loop from '{from.Last.OpCode}' back to '{to.First.OpCode}' passes no poll";

        // Past a poll that nobody wants it is the same as through it.
        bool AsksFirst(BasicBlock block) => block.Last is { OpCode.Code: Code.Brfalse or Code.Brfalse_S, Previous: { } asked }
            && block.First != block.Last
            && asked.OpCode.Code == Code.Call
            && asked.Operand is MethodReference { Name: "IsWanted" } called
            && called.DeclaringType.FullName == polls.Poll.DeclaringType.FullName;
    }
}
