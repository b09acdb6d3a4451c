using Estop.Weaving.Bodies;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Flow;

/// <summary>What control comes to without an exception, instruction by instruction.</summary>
internal static class Reach
{
    /// <param name="starts">Where it begins.</param>
    /// <param name="isEnd">What is come to, and not gone past.</param>
    public static IEnumerable<Instruction> From(IEnumerable<Instruction> starts, Func<Instruction, bool> isEnd)
    {
        var seen = new HashSet<Instruction>();
        var pending = new Stack<Instruction>(starts);
        while (pending.TryPop(out var instruction))
        {
            if (!seen.Add(instruction))
            {
                continue;
            }

            yield return instruction;
            if (isEnd(instruction))
            {
                continue;
            }

            foreach (var target in instruction.BranchTargets())
            {
                pending.Push(target);
            }

            if (instruction is { Next: { } next } && instruction.FallsThrough())
            {
                pending.Push(next);
            }
        }
    }
}
