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
                    if (FaultAt(body, layout, clause, branch, target) is { } fault)
                    {
                        return fault;
                    }
                }
            }
        }

        return body.Instructions[^1].FallsThrough() ? "control runs off its end" : null;
    }

    private static string? FaultAt(
        MethodBody body, BodyLayout layout, ExceptionHandler clause, Instruction branch, Instruction target)
    {
        if (layout.IsInTry(clause, target) && !layout.IsInTry(clause, branch) && target != clause.TryStart
            && !ResumesFromHandler(body, layout, clause, branch))
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

    /// <summary>
    /// From a handler, <c>leave</c> may go back anywhere into its own try block: <c>On Error Resume Next</c> of Visual
    /// Basic does.
    /// </summary>
    private static bool ResumesFromHandler(MethodBody body, BodyLayout layout, ExceptionHandler clause, Instruction branch) =>
        branch.IsLeave()
        && body.ExceptionHandlers.Any(handler =>
            handler.TryStart == clause.TryStart
            && handler.TryEnd == clause.TryEnd
            && handler.IsCatch()
            && layout.IsInHandler(handler, branch));
}
