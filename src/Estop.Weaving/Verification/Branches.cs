using Estop.Weaving.Bodies;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Verification;

/// <summary>
/// Branches lead to instructions of the body; into a region only by its first instruction, and out of one only by
/// <c>leave</c>.
/// </summary>
internal static class Branches
{
    public static string? FaultIn(MethodBody body, BodyLayout layout)
    {
        foreach (var branch in body.Instructions)
        {
            if (branch.Operand is not (Instruction or Instruction[]))
            {
                continue;
            }

            foreach (var target in branch.BranchTargets())
            {
                if (!layout.Contains(target))
                {
                    return $"a branch leads out of the body, to '{target.OpCode}'";
                }

                foreach (var clause in body.ExceptionHandlers)
                {
                    if (FaultAt(layout, clause, branch, target) is { } fault)
                    {
                        return fault;
                    }
                }
            }
        }

        return body.Instructions[^1].FallsThrough() ? "control runs off its end" : null;
    }

    private static string? FaultAt(BodyLayout layout, ExceptionHandler clause, Instruction branch, Instruction target)
    {
        if (layout.IsInTry(clause, target) && !layout.IsInTry(clause, branch) && target != clause.TryStart)
        {
            return $"'{branch.OpCode}' leads into the middle of a try block";
        }

        if (layout.IsInHandler(clause, target) && !layout.IsInHandler(clause, branch))
        {
            return $"'{branch.OpCode}' leads into a handler";
        }

        var leaves = (layout.IsInTry(clause, branch) && !layout.IsInTry(clause, target))
            || (layout.IsInHandler(clause, branch) && !layout.IsInHandler(clause, target));
        return leaves && !branch.IsLeave() ? $"'{branch.OpCode}' leads out of a protected region"
            : leaves && layout.IsInHandler(clause, branch) && !clause.IsCatch() ? "a finally block is left by 'leave'"
            : null;
    }
}
