using Estop.Weaving.Bodies;
using Estop.Weaving.Flow;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Loops;

/// <summary>
/// Recognises loops that end by themselves after few iterations: innermost, without calls that could take time, counted
/// by a local from one constant to another.
/// </summary>
internal sealed class ShortLoops(MethodBody body, BodyLayout layout, LoopFinder found)
{
    /// <summary>The most iterations that a loop may have without a poll.</summary>
    public const int Limit = 4096;

    public bool IsShort(Loop loop) =>
        loop.IsReducible
        && IsInnermost(loop)
        && StaysInOneRegion(loop)
        && !loop.Blocks.SelectMany(block => block.Instructions).Any(MayTakeTime)
        && CountersOf(loop).Any(counter => EndsSoon(loop, counter));

    private bool IsInnermost(Loop loop) =>
        found.Loops.All(other => other == loop || !loop.Blocks.Contains(other.Head));

    /// <summary>A finally block that is executed on the way round is no block of the loop, and could move its counter.</summary>
    private bool StaysInOneRegion(Loop loop) =>
        body.ExceptionHandlers.Count == 0
        || loop.Blocks.Select(block => layout.RegionOf(block.First)).Distinct().Count() == 1;

    private bool MayTakeTime(Instruction instruction) =>
        instruction.IsCall() && !LeafMethods.IsSmallLeaf(instruction, body.Method.Module);

    /// <summary>The locals that each iteration moves by a constant, once, and nothing else in the loop touches.</summary>
    private IEnumerable<Counter> CountersOf(Loop loop)
    {
        var stores = loop.Blocks
            .SelectMany(block => block.Instructions.Select(instruction => (Block: block, Instruction: instruction)))
            .Where(place => place.Instruction.OpCode.Code == Code.Stloc)
            .ToLookup(place => (VariableDefinition)place.Instruction.Operand);
        foreach (var store in stores)
        {
            if (store.Count() == 1
                && store.Key.VariableType.MetadataType == MetadataType.Int32
                && IsPassedEachTime(loop, store.Single().Block)
                && !HasAddressTaken(store.Key)
                && Counter.StepOf(store.Single().Instruction, store.Single().Block) is { } step
                && StartOf(loop, store.Key) is { } start)
            {
                yield return new Counter(store.Key, start, step);
            }
        }
    }

    private bool IsPassedEachTime(Loop loop, BasicBlock block) =>
        loop.Latches.All(latch => found.Dominators.Dominates(block, latch));

    private bool HasAddressTaken(VariableDefinition local) => body.Instructions.Any(instruction =>
        instruction.OpCode.Code == Code.Ldloca && instruction.Operand == local);

    /// <summary>The constant that the local holds when the loop is entered, found on the one way that leads there.</summary>
    private int? StartOf(Loop loop, VariableDefinition counter)
    {
        var seen = new HashSet<BasicBlock>();
        var ways = loop.Head.Predecessors.Where(before => !loop.Blocks.Contains(before)).ToList();
        for (var block = loop.Head; OnlyWayInto(block, ways) is { } before && seen.Add(before); ways = before.Predecessors)
        {
            block = before;
            if (block.Instructions.LastOrDefault(instruction =>
                instruction.OpCode.Code == Code.Stloc && instruction.Operand == counter) is { } store)
            {
                return store != block.First && store.Previous.OpCode.Code == Code.Ldc_I4 ? (int)store.Previous.Operand : null;
            }
        }

        return null;
    }

    /// <summary>
    /// The block that is always executed to its end before this one. An exception leaves amid a block, and a
    /// <c>leave</c> may execute a finally block on its way.
    /// </summary>
    private BasicBlock? OnlyWayInto(BasicBlock block, List<BasicBlock> ways) =>
        block.Index > 0
        && !body.ExceptionHandlers.Any(clause => clause.HandlerStart == block.First || clause.FilterStart == block.First)
        && ways is [var only] && !only.Last.IsLeave()
            ? only
            : null;

    private bool EndsSoon(Loop loop, Counter counter) => loop.Blocks
        .Where(block => IsPassedEachTime(loop, block))
        .Any(block => LeavesByBranching(loop, block) is { } leavesByBranching
            && ExitTest.Of(block, counter.Local, leavesByBranching) is { } test
            && counter.Passes(test, Limit));

    /// <summary>Which way of the block's last branch leads out of the loop: null when not exactly one does.</summary>
    private bool? LeavesByBranching(Loop loop, BasicBlock block)
    {
        if (block.Last is not { OpCode.FlowControl: FlowControl.Cond_Branch, Operand: Instruction target, Next: { } next })
        {
            return null;
        }

        var (branching, falling) = (Stays(target), Stays(next));
        return branching == falling ? null : !branching;

        bool Stays(Instruction first) => loop.Blocks.Contains(found.Graph.StartingAt(first));
    }
}
