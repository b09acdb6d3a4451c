using Estop.Weaving.Passes.Loops;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Verification;

/// <summary>
/// Checks a woven body for the mistakes a weaver makes: the file is not written when there is one. What is checked is
/// cheap, and independent of how the passes work.
/// </summary>
internal static class BodyVerifier
{
    /// <exception cref="WeavingException">The body is wrong: a defect of the weaver.</exception>
    public static void Verify(MethodPlan plan, RuntimeReferences runtime)
    {
        var unpolled = plan.Loops.Where(loop => loop.Verdict != LoopVerdict.Poll).Select(loop => loop.Head).ToHashSet();
        if (FaultIn(plan.Method.Body, runtime.Poll, unpolled) is { } fault)
        {
            throw new WeavingException(
                $"'{plan.Method.FullName}' came out wrong: {fault}. This is a defect of the weaver, and the assembly was "
                + "left as it was. Please report it with the assembly.");
        }
    }

    /// <summary>What is wrong with the body; null when nothing is.</summary>
    /// <param name="body">The woven body.</param>
    /// <param name="poll">What a polled loop calls.</param>
    /// <param name="unpolled">The heads of the loops that were left without a poll by decision.</param>
    public static string? FaultIn(MethodBody body, MethodReference poll, IReadOnlySet<Instruction> unpolled) =>
        Branches.FaultIn(body) ?? Clauses.FaultIn(body) ?? Prefixes.FaultIn(body) ?? Polls.FaultIn(body, poll, unpolled);
}
