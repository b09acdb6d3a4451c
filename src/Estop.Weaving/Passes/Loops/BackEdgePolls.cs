using Estop.Weaving.Bodies;
using Estop.Weaving.Flow;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Loops;

/// <summary>
/// Polls on the ways back to the heads of loops. In the state machine of an async method a head may also be passed when
/// an await inside of the loop goes on; a stop there would lose what the await has brought, and jump over <c>finally</c>
/// blocks, which take the state for that of one more suspension.
/// </summary>
internal static class BackEdgePolls
{
    /// <param name="body">The body, in which the other passes may have made another block the head of a loop.</param>
    /// <param name="settled">The heads of the loops that need no such polls.</param>
    /// <param name="poll">What is called.</param>
    public static void Apply(MethodBody body, IReadOnlySet<Instruction> settled, MethodReference poll)
    {
        var layout = new BodyLayout(body);
        foreach (var loop in LoopFinder.Of(FlowGraph.Of(body)).Loops
            .Where(loop => !settled.Contains(loop.Head.First) && !layout.IsInAnyFilter(loop.Head.First)))
        {
            foreach (var latch in loop.Latches)
            {
                PollEdge(body, latch.Last, loop.Head.First, poll);
            }
        }
    }

    private static void PollEdge(MethodBody body, Instruction last, Instruction head, MethodReference poll)
    {
        var call = Instruction.Create(OpCodes.Call, poll);
        if (last.FallsThrough() && last.Next == head)
        {
            body.InsertAfter(last, call);
            last.Retarget(head, call);
        }
        else if (last.FallsThrough() && last.Next is { OpCode.Code: Code.Br } on && on.Operand == head)
        {
            // The end of two loops, one of which has its poll here already.
            body.InsertAt(on, call);
        }
        else if (last.FallsThrough())
        {
            body.InsertAfter(last, Instruction.Create(OpCodes.Br, last.Next), call, Instruction.Create(OpCodes.Br, head));
            last.Retarget(head, call);
        }
        else if (last.BranchTargets().Contains(head))
        {
            body.InsertAt(last, call);
        }
        else
        {
            // Control comes back by an exception, which the head handles.
            body.InsertAt(head, call);
        }
    }
}
