using Estop.Weaving.Bodies;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Loops;

/// <summary>
/// Divides a counted loop into chunks. Within a chunk the counter is compared with the chunk's end, and nothing else is
/// added. At that end the loop's own test decides as ever, and when it goes on, so does the next chunk, behind a poll.
/// </summary>
internal static class ChunkPass
{
    public static void Apply(MethodBody body, ChunkPlan plan, LoopPlan loop, LoopPolls polls, RuntimeReferences runtime)
    {
        var end = body.AddLocal(plan.Counter.VariableType);
        if (plan.TestsFirst)
        {
            var bound = KeepBound(body, plan);
            DivideAtHead(body, plan, loop, end, bound, NextChunk(plan, [Instruction.Create(OpCodes.Ldloc, bound)], end, runtime), polls);
        }
        else
        {
            DivideAtEnd(body, plan, loop, end, NextChunk(plan, plan.Bound, end, runtime), polls);
        }
    }

    /// <summary>A step of one need not be told: where the loop's own test has gone on, an iteration of it cannot wrap.</summary>
    private static Instruction[] NextChunk(
        ChunkPlan plan, IReadOnlyList<Instruction> bound, VariableDefinition end, RuntimeReferences runtime)
    {
        Instruction[] step = plan.NeverEmpty ? []
            : [.. plan.Step.Select(Copy), .. plan.Subtracts ? [Instruction.Create(OpCodes.Neg)] : Array.Empty<Instruction>()];
        return
        [
            Instruction.Create(OpCodes.Ldloc, plan.Counter),
            .. bound.Select(Copy),
            .. step,
            Instruction.Create(OpCodes.Ldc_I4, plan.Limit),
            Instruction.Create(OpCodes.Call, runtime.Chunk(MethodFor(plan), plan.Counter.VariableType, plan.NeverEmpty ? 3 : 4)),
            Instruction.Create(OpCodes.Stloc, end),
        ];
    }

    /// <summary>The loop's own test keeps the bound that it computes: to do it again might throw, or yield something else.</summary>
    private static VariableDefinition KeepBound(MethodBody body, ChunkPlan plan)
    {
        var bound = body.AddLocal(plan.Counter.VariableType);
        body.InsertAfter(plan.Bound[^1], Instruction.Create(OpCodes.Dup), Instruction.Create(OpCodes.Stloc, bound));
        return bound;
    }

    /// <summary>
    /// <code>
    /// head:   if (counter &lt; bound) goto chunk; goto leave;
    /// chunk:  end = …;
    /// test:   if (counter &lt; end) goto stay;
    ///         if (!(counter &lt; bound)) goto leave;
    ///         poll; goto head;
    /// </code>
    /// What came back to the head comes back to the inner test. The poll stands neither on the way into the loop nor on the
    /// way out: there, the JIT would keep in memory what the loop computes, for the sake of a call that is hardly ever made.
    /// </summary>
    private static void DivideAtHead(
        MethodBody body,
        ChunkPlan plan,
        LoopPlan loop,
        VariableDefinition end,
        VariableDefinition bound,
        Instruction[] nextChunk,
        LoopPolls polls)
    {
        var head = loop.Head;
        var (stay, leave) = plan.StaysByBranching
            ? ((Instruction)plan.Branch.Operand, plan.Branch.Next)
            : (plan.Branch.Next, (Instruction)plan.Branch.Operand);
        var test = InnerTest(plan, end, stay);
        foreach (var latch in plan.Latches)
        {
            var fallsIntoHead = latch.FallsThrough() && latch.Next == head;
            latch.Retarget(head, test[0]);
            if (fallsIntoHead)
            {
                body.InsertAfter(latch, Instruction.Create(OpCodes.Br, test[0]));
            }
        }

        Instruction[] enter = plan.NeverEmpty ? [] : [Instruction.Create(OpCodes.Br, stay)];
        var again = Instruction.Create(OpCodes.Br, head);
        var poll = polls.Before(again, loop.Carried);
        Instruction[] added =
        [
            .. nextChunk,
            .. enter,
            .. test,
            Instruction.Create(OpCodes.Ldloc, plan.Counter),
            Instruction.Create(OpCodes.Ldloc, bound),
            Instruction.Create(RelationOf(plan), poll[0]),
            Instruction.Create(OpCodes.Br, leave),
            .. poll,
            again,
        ];
        if (plan.StaysByBranching)
        {
            plan.Branch.Operand = nextChunk[0];
            added = [Instruction.Create(OpCodes.Br, leave), .. added];
        }

        body.InsertAfter(plan.Branch, added);
    }

    /// <summary>
    /// <code>
    /// head:   poll; end = …;
    /// stay:   …
    ///         if (counter &lt; end) goto stay;
    ///         if (counter &lt; bound) goto head;
    /// </code>
    /// </summary>
    private static void DivideAtEnd(
        MethodBody body, ChunkPlan plan, LoopPlan loop, VariableDefinition end, Instruction[] nextChunk, LoopPolls polls)
    {
        var stay = body.InsertAt(loop.Head, [.. polls.Before(nextChunk[0], loop.Carried), .. nextChunk]);
        body.InsertAt(plan.Test, InnerTest(plan, end, stay));
    }

    private static Instruction[] InnerTest(ChunkPlan plan, VariableDefinition end, Instruction stay) =>
    [
        Instruction.Create(OpCodes.Ldloc, plan.Counter),
        Instruction.Create(OpCodes.Ldloc, end),
        Instruction.Create((IsUnsigned(plan), plan.IsUpward) switch
        {
            (false, true) => OpCodes.Blt,
            (false, false) => OpCodes.Bgt,
            (true, true) => OpCodes.Blt_Un,
            (true, false) => OpCodes.Bgt_Un,
        }, stay),
    ];

    private static OpCode RelationOf(ChunkPlan plan) => (IsUnsigned(plan), plan.IsUpward, plan.IsInclusive) switch
    {
        (false, true, false) => OpCodes.Blt,
        (false, true, true) => OpCodes.Ble,
        (false, false, false) => OpCodes.Bgt,
        (false, false, true) => OpCodes.Bge,
        (true, true, false) => OpCodes.Blt_Un,
        (true, true, true) => OpCodes.Ble_Un,
        (true, false, false) => OpCodes.Bgt_Un,
        (true, false, true) => OpCodes.Bge_Un,
    };

    private static bool IsUnsigned(ChunkPlan plan) =>
        plan.Counter.VariableType.MetadataType is MetadataType.UInt32 or MetadataType.UInt64;

    private static string MethodFor(ChunkPlan plan) => (plan.IsUpward, plan.IsInclusive) switch
    {
        (true, false) => "UpTo",
        (true, true) => "UpThrough",
        (false, false) => "DownTo",
        (false, true) => "DownThrough",
    };

    private static Instruction Copy(Instruction instruction)
    {
        var copy = Instruction.Create(OpCodes.Nop);
        copy.Become(instruction);
        return copy;
    }
}
