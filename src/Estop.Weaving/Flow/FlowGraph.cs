using Estop.Weaving.Bodies;
using Estop.Weaving.Passes;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Flow;

/// <summary>
/// The control flow of a method. Every block of a protected region has an edge to the region's handler; a <c>leave</c>
/// has an edge to its target, the <c>finally</c> blocks on its way none of their own.
/// </summary>
internal sealed class FlowGraph
{
    private readonly Dictionary<Instruction, BasicBlock> _blockAt = [];

    private FlowGraph(IReadOnlyList<BasicBlock> blocks)
    {
        Blocks = blocks;
        foreach (var block in blocks)
        {
            _blockAt.Add(block.First, block);
        }
    }

    /// <summary>The blocks in the order of the IL; the first is the method's entry.</summary>
    public IReadOnlyList<BasicBlock> Blocks { get; }

    public static FlowGraph Of(MethodBody body)
    {
        var graph = new FlowGraph(Split(body));
        graph.Connect(body);
        return graph;
    }

    /// <summary>The block that starts at the instruction.</summary>
    public BasicBlock StartingAt(Instruction first) => _blockAt[first];

    private static List<BasicBlock> Split(MethodBody body)
    {
        var starts = new HashSet<Instruction>();
        foreach (var instruction in body.Instructions)
        {
            if (instruction.Operand is Instruction or Instruction[])
            {
                starts.UnionWith(instruction.BranchTargets());
            }

            if (instruction.EndsBlock() && instruction.Next is { } next)
            {
                starts.Add(next);
            }
        }

        foreach (var clause in body.ExceptionHandlers)
        {
            starts.UnionWith(clause.Boundaries());
        }

        var blocks = new List<BasicBlock>();
        var first = body.Instructions[0];
        foreach (var instruction in body.Instructions)
        {
            if (instruction.Next is null || starts.Contains(instruction.Next))
            {
                blocks.Add(new BasicBlock(blocks.Count, first, instruction));
                first = instruction.Next!;
            }
        }

        return blocks;
    }

    private static void Connect(BasicBlock from, BasicBlock to)
    {
        if (!from.Successors.Contains(to))
        {
            from.Successors.Add(to);
            to.Predecessors.Add(from);
        }
    }

    private void Connect(MethodBody body)
    {
        var state = StateMachines.StateOf(body)?.Local;
        foreach (var block in Blocks)
        {
            // A walk takes the way of code that starts first. In a state machine the branches before the code lead to where
            // an await goes on, amid its loops: whoever came that way first would take those places for the heads of the
            // loops, and a stop there would lose what the await has brought.
            var jumps = block.Last.BranchTargets().Select(target => _blockAt[target]);
            IEnumerable<BasicBlock> straight =
                block.Last.FallsThrough() && block.Index + 1 < Blocks.Count ? [Blocks[block.Index + 1]] : [];
            var startsByJumping = state is not null
                && StateDispatch.IsDispatch(body, block.Last, state) && StateDispatch.GoesOnStraight(block.Last);
            foreach (var next in startsByJumping ? jumps.Concat(straight) : straight.Concat(jumps))
            {
                Connect(block, next);
            }
        }

        var layout = new BodyLayout(body);
        foreach (var clause in body.ExceptionHandlers)
        {
            foreach (var block in Blocks)
            {
                if (layout.IsInTry(clause, block.First))
                {
                    Connect(block, _blockAt[clause.FilterStart ?? clause.HandlerStart]);
                }
                else if (block.Last.OpCode.Code == Code.Endfilter && layout.IsInFilter(clause, block.First))
                {
                    Connect(block, _blockAt[clause.HandlerStart]);
                }
            }
        }
    }
}
