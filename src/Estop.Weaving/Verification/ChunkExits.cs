using Estop.Weaving.Bodies;
using Estop.Weaving.Flow;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Verification;

/// <summary>
/// Finds the tests that keep a loop within a chunk: until the next poll they let through no more iterations than the
/// chunk has. Shown from the woven body alone, whatever the planner thought of the loop.
/// </summary>
internal sealed class ChunkExits(MethodBody body, FlowGraph graph, IReadOnlySet<BasicBlock> polled)
{
    /// <summary>The blocks that end in such a test, and where it leads while the chunk lasts.</summary>
    public IReadOnlyDictionary<BasicBlock, BasicBlock> WithinChunks() => graph.Blocks
        .Where(Bounds)
        .ToDictionary(block => block, block => graph.StartingAt((Instruction)block.Last.Operand));

    /// <summary>
    /// Whether the block stays in its loop only while the counter has not come to the end of the chunk, and nothing in
    /// the loop moves either but the one step, which no way round leaves out.
    /// </summary>
    private bool Bounds(BasicBlock block)
    {
        if (!EndsInTest(block, out var counter, out var end, out var stay) || !IsEndOfChunk(end, counter))
        {
            return false;
        }

        // The loop: what is executed between the test and the test, as long as it lets through and nothing polls.
        var round = Reach([stay], next => next.Successors, block);
        round.IntersectWith(Reach([block], next => next.Predecessors, null));
        round.Add(block);
        var stores = round
            .SelectMany(part => part.Instructions.Select(instruction => (Block: part, Instruction: instruction)))
            .Where(place => place.Instruction.StoredLocal(body) is { } stored && (stored == counter || stored == end))
            .ToList();
        return stores is [var only]
            && only.Instruction.StoredLocal(body) == counter
            && only.Instruction != only.Block.First
            && only.Instruction.Previous.OpCode.Code is Code.Add or Code.Add_Ovf or Code.Sub or Code.Sub_Ovf
            && (only.Block == block || !Reach([stay], next => next == only.Block ? [] : next.Successors, block).Contains(block))
            && !body.Instructions.Any(instruction => instruction.OpCode.Code is Code.Ldloca or Code.Ldloca_S
                && (instruction.Operand == counter || instruction.Operand == end));
    }

    private bool EndsInTest(BasicBlock block, out VariableDefinition counter, out VariableDefinition end, out BasicBlock stay)
    {
        if ((IsLess(block.Last) || IsGreater(block.Last))
            && block.Instructions.Count() >= 3
            && block.Last.Previous.LoadedLocal(body) is { } right
            && block.Last.Previous.Previous.LoadedLocal(body) is { } left)
        {
            (counter, end, stay) = (left, right, graph.StartingAt((Instruction)block.Last.Operand));
            return true;
        }

        (counter, end, stay) = (null!, null!, null!);
        return false;
    }

    /// <summary>Whether the local only ever holds what the runtime computed as the end of a chunk of this counter.</summary>
    private bool IsEndOfChunk(VariableDefinition end, VariableDefinition counter)
    {
        var stores = body.Instructions.Where(instruction => instruction.StoredLocal(body) == end).ToList();
        return stores.Count > 0 && stores.All(store => store.Previous is
        {
            OpCode.Code: Code.Call,
            Operand: MethodReference { DeclaringType: { Namespace: "Estop.Runtime", Name: "Chunk" } } called,
        }
            && called.ReturnType.MetadataType == counter.VariableType.MetadataType
            && called.Name.StartsWith("Up", StringComparison.Ordinal) == StaysBelow(end));
    }

    private bool StaysBelow(VariableDefinition end) => body.Instructions
        .Where(instruction => (IsLess(instruction) || IsGreater(instruction)) && instruction.Previous.LoadedLocal(body) == end)
        .All(IsLess);

    private static bool IsLess(Instruction branch) =>
        branch.OpCode.Code is Code.Blt or Code.Blt_S or Code.Blt_Un or Code.Blt_Un_S;

    private static bool IsGreater(Instruction branch) =>
        branch.OpCode.Code is Code.Bgt or Code.Bgt_S or Code.Bgt_Un or Code.Bgt_Un_S;

    /// <summary>The blocks that are reached without a poll, and without going on past the last one.</summary>
    private HashSet<BasicBlock> Reach(
        IEnumerable<BasicBlock> from, Func<BasicBlock, IEnumerable<BasicBlock>> next, BasicBlock? last)
    {
        var reached = new HashSet<BasicBlock>();
        var pending = new Stack<BasicBlock>(from);
        while (pending.TryPop(out var block))
        {
            if (!polled.Contains(block) && reached.Add(block) && block != last)
            {
                foreach (var following in next(block))
                {
                    pending.Push(following);
                }
            }
        }

        return reached;
    }
}
