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
    private readonly BasicBlock[] _blockAt;
    private readonly MethodBody _body;
    private readonly BodyLayout _layout;

    private FlowGraph(MethodBody body)
    {
        _body = body;
        _layout = new BodyLayout(body);
        _blockAt = new BasicBlock[body.Instructions.Count];
        Blocks = Split();
        foreach (var block in Blocks)
        {
            _blockAt[_layout.PositionOf(block.First)] = block;
        }

        Connect();
    }

    /// <summary>The blocks in the order of the IL; the first is the method's entry.</summary>
    public IReadOnlyList<BasicBlock> Blocks { get; }

    public static FlowGraph Of(MethodBody body) => new(body);

    /// <summary>The block that starts at the instruction.</summary>
    public BasicBlock StartingAt(Instruction first) => _blockAt[_layout.PositionOf(first)];

    private static void Connect(BasicBlock from, BasicBlock to)
    {
        if (!from.Successors.Contains(to))
        {
            from.Successors.Add(to);
            to.Predecessors.Add(from);
        }
    }

    private List<BasicBlock> Split()
    {
        var instructions = _body.Instructions;
        var starts = new bool[instructions.Count + 1];
        foreach (var instruction in instructions)
        {
            foreach (var target in instruction.BranchTargets())
            {
                starts[_layout.PositionOf(target)] = true;
            }

            if (instruction.EndsBlock())
            {
                starts[_layout.PositionOf(instruction) + 1] = true;
            }
        }

        foreach (var clause in _body.ExceptionHandlers)
        {
            foreach (var boundary in clause.Boundaries())
            {
                starts[_layout.PositionOf(boundary)] = true;
            }
        }

        var blocks = new List<BasicBlock>();
        var first = instructions[0];
        foreach (var instruction in instructions)
        {
            if (instruction.Next is null || starts[_layout.PositionOf(instruction.Next)])
            {
                blocks.Add(new BasicBlock(blocks.Count, first, instruction));
                first = instruction.Next!;
            }
        }

        return blocks;
    }

    private void Connect()
    {
        var state = StateMachines.StateOf(_body)?.Local;
        foreach (var block in Blocks)
        {
            // A walk takes the way of code that starts first. In a state machine the branches before the code lead to where
            // an await goes on, amid its loops: whoever came that way first would take those places for the heads of the
            // loops, and a stop there would lose what the await has brought.
            var straight = block.Last.FallsThrough() && block.Index + 1 < Blocks.Count ? Blocks[block.Index + 1] : null;
            var startsByJumping = state is not null
                && StateDispatch.IsDispatch(_body, block.Last, state) && StateDispatch.GoesOnStraight(block.Last);
            if (straight is not null && !startsByJumping)
            {
                Connect(block, straight);
            }

            foreach (var target in block.Last.BranchTargets())
            {
                Connect(block, StartingAt(target));
            }

            if (straight is not null && startsByJumping)
            {
                Connect(block, straight);
            }
        }

        foreach (var clause in _body.ExceptionHandlers)
        {
            foreach (var block in Blocks)
            {
                if (_layout.IsInTry(clause, block.First))
                {
                    Connect(block, StartingAt(clause.FilterStart ?? clause.HandlerStart));
                }
                else if (block.Last.OpCode.Code == Code.Endfilter && _layout.IsInFilter(clause, block.First))
                {
                    Connect(block, StartingAt(clause.HandlerStart));
                }
            }
        }
    }
}
