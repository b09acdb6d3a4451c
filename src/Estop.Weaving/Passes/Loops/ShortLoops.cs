using Estop.Weaving.Bodies;
using Estop.Weaving.Flow;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Loops;

/// <summary>
/// Recognises loops that end by themselves after few iterations: without calls that could take time, counted by a local
/// from one constant to another. Loops inside of them are likewise short, and the limit holds for the whole nest.
/// </summary>
internal sealed class ShortLoops(MethodBody body, BodyLayout layout, LoopFinder found)
{
    /// <summary>The most iterations that a loop may have without a poll.</summary>
    public const int Limit = 4096;

    private readonly Dictionary<Loop, int?> _rounds = [];

    public bool IsShort(Loop loop) => RoundsOf(loop) is not null;

    /// <summary>Whether the loop stays in one region, and nothing in it can take time but loops.</summary>
    public bool IsQuick(Loop loop) =>
        StaysInOneRegion(loop) && !loop.Blocks.SelectMany(block => block.Instructions).Any(MayTakeTime);

    /// <summary>
    /// The most iterations of innermost loops that one iteration of this one has: 1 when there are none. Null when it may
    /// take time otherwise.
    /// </summary>
    public int? RoundsWithin(Loop loop)
    {
        if (!loop.IsReducible || !IsQuick(loop))
        {
            return null;
        }

        var rounds = 0L;
        foreach (var inner in InnerLoops(loop))
        {
            if (RoundsOf(inner) is not { } few)
            {
                return null;
            }

            rounds += few;
        }

        return rounds > Limit ? null : (int)Math.Max(rounds, 1);
    }

    /// <summary>The stores of locals that each iteration passes once, and nothing else in the method touches by address.</summary>
    public IEnumerable<(BasicBlock Block, Instruction Store)> StoresOf(Loop loop)
    {
        var stores = loop.Blocks
            .SelectMany(block => block.Instructions.Select(instruction => (Block: block, Instruction: instruction)))
            .Where(place => place.Instruction.OpCode.Code == Code.Stloc)
            .GroupBy(place => place.Instruction.Operand);
        foreach (var store in stores)
        {
            if (store.Count() == 1
                && store.Single() is var (block, instruction)
                && IsPassedEachTime(loop, block)
                && !InnerLoops(loop).Any(inner => inner.Blocks.Contains(block))
                && !HasAddressTaken((VariableDefinition)store.Key))
            {
                yield return (block, instruction);
            }
        }
    }

    /// <summary>Which way of the block's last branch leads out of the loop: null when not exactly one does.</summary>
    public bool? LeavesByBranching(Loop loop, BasicBlock block)
    {
        if (block.Last is not { OpCode.FlowControl: FlowControl.Cond_Branch, Operand: Instruction target, Next: { } next })
        {
            return null;
        }

        var (branching, falling) = (Stays(target), Stays(next));
        return branching == falling ? null : !branching;

        bool Stays(Instruction first) => loop.Blocks.Contains(found.Graph.StartingAt(first));
    }

    private int? RoundsOf(Loop loop)
    {
        if (!_rounds.TryGetValue(loop, out var rounds))
        {
            rounds = RoundsWithin(loop) is { } within && IterationsOf(loop, Limit / within) is { } iterations
                ? iterations * within
                : null;
            _rounds.Add(loop, rounds);
        }

        return rounds;
    }

    private IEnumerable<Loop> InnerLoops(Loop loop) =>
        found.Loops.Where(other => other != loop && loop.Blocks.Contains(other.Head));

    /// <summary>A finally block that is executed on the way round is no block of the loop, and could move its counter.</summary>
    private bool StaysInOneRegion(Loop loop) =>
        body.ExceptionHandlers.Count == 0
        || loop.Blocks.Select(block => layout.RegionOf(block.First)).Distinct().Count() == 1;

    private bool MayTakeTime(Instruction instruction) =>
        instruction.OpCode.Code is Code.Newarr or Code.Localloc or Code.Cpblk or Code.Initblk
        || (instruction.IsCall()
            && !QuickCalls.IsQuick(instruction)
            && !LeafMethods.IsSmallLeaf(instruction, body.Method.Module));

    /// <summary>The most iterations that the loop can have, when they are known and within the limit.</summary>
    private int? IterationsOf(Loop loop, int limit) => CountersOf(loop)
        .Select(counter => IterationsOf(loop, counter, limit))
        .Min();

    /// <summary>The locals that each iteration moves by a constant, from a constant.</summary>
    private IEnumerable<Counter> CountersOf(Loop loop)
    {
        foreach (var (block, store) in StoresOf(loop))
        {
            var local = (VariableDefinition)store.Operand;
            if (local.VariableType.MetadataType == MetadataType.Int32
                && Counter.StepOf(store, block) is { } step
                && StartOf(loop, local) is { } start)
            {
                yield return new Counter(local, start, step);
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

    private int? IterationsOf(Loop loop, Counter counter, int limit) => loop.Blocks
        .Where(block => IsPassedEachTime(loop, block) && !InnerLoops(loop).Any(inner => inner.Blocks.Contains(block)))
        .Select(block => LeavesByBranching(loop, block) is { } leavesByBranching
            && ExitTest.Of(block, counter.Local, leavesByBranching) is { } test
            ? counter.IterationsUntil(test, limit)
            : null)
        .Min();
}
