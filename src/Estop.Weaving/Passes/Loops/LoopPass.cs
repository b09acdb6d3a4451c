using Estop.Weaving.Bodies;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Loops;

/// <summary>
/// A poll at the head of each loop that may be long. It takes the head's place, so that every way into the loop passes
/// it, whatever it comes from: branches, switch tables, the start of a try block.
/// </summary>
internal static class LoopPass
{
    public static void Apply(MethodBody body, IReadOnlyList<LoopPlan> loops, RuntimeReferences runtime)
    {
        foreach (var loop in loops.Where(loop => loop.Verdict == LoopVerdict.Poll))
        {
            body.InsertAt(loop.Head, Instruction.Create(OpCodes.Call, runtime.Poll));
        }
    }
}
