using Estop.Weaving.Passes.Awaits;
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
        var heads = loops.Where(loop => loop.Verdict == LoopVerdict.Poll).Select(loop => loop.Head).ToHashSet();
        if (heads.Count > 0 && StateMachines.IsAsyncMoveNext(body.Method))
        {
            BackEdgePolls.Apply(body, loops.Select(loop => loop.Head).Except(heads).ToHashSet(), runtime.Poll);
            heads.Clear();
        }

        var polls = new LoopPolls(body, runtime);
        foreach (var loop in loops)
        {
            if (loop.Chunks is { } chunks)
            {
                ChunkPass.Apply(body, chunks, loop, polls, runtime);
            }
            else if (heads.Contains(loop.Head))
            {
                polls.Insert(loop.Head, loop.Carried);
            }
        }

        if (StateMachines.IsAsyncMoveNext(body.Method))
        {
            SuspendedPolls.Apply(body, runtime);
        }
    }
}
