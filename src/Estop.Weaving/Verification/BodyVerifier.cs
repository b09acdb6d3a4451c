using Estop.Weaving.Bodies;
using Estop.Weaving.Verification.Types;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Verification;

/// <summary>
/// Checks woven bodies for the mistakes a weaver makes: the file is not written when there is one. What is checked is
/// cheap, and independent of how the passes work.
/// </summary>
internal sealed class BodyVerifier(RuntimeReferences runtime, StackTypes types, OriginalBodies originals)
{
    private readonly PollMethods _polls = runtime.Polls;

    /// <exception cref="WeavingException">The body is wrong: a defect of the weaver, or it was so before.</exception>
    public void Verify(MethodPlan plan)
    {
        var body = plan.Method.Body;
        var unpolled = plan.Loops.Where(loop => loop.IsUnpolled).Select(loop => loop.Head).ToHashSet();
        if ((FaultIn(body, _polls, unpolled) ?? TypeFaultIn(body)) is { } fault)
        {
            var method = $"'{plan.Method.FullName}' of {plan.Method.Module.Name}";
            var original = originals.Of(plan.Method);
            throw new WeavingException(ShapeFaultIn(original, new BodyLayout(original)) is { } before
                ? $"{method} is no code that could run: {before}. The assembly is damaged, or obfuscated beyond reading: leave it out."
                : $"{method} came out wrong: {fault}. This is a defect of the weaver, and the assembly was "
                    + "left as it was. Please report it with the assembly.");
        }
    }

    /// <summary>What is wrong with the body's shape; null when nothing is.</summary>
    /// <param name="body">The woven body.</param>
    /// <param name="polls">What a polled loop calls.</param>
    /// <param name="unpolled">The heads of the loops that were left without a poll by decision.</param>
    public static string? FaultIn(MethodBody body, PollMethods polls, IReadOnlySet<Instruction> unpolled) =>
        ShapeFaultIn(body, new BodyLayout(body)) ?? Prefixes.FaultIn(body)
        ?? Polls.FaultIn(body, polls, unpolled) ?? Resumptions.FaultIn(body, polls) ?? Suspensions.FaultIn(body, polls);

    private static string? ShapeFaultIn(MethodBody body, BodyLayout layout) =>
        Branches.FaultIn(body, layout) ?? Clauses.FaultIn(body, layout);

    /// <summary>
    /// Some code takes one thing for another on purpose, which only the runtime's trust allows: it was written in IL.
    /// What was so before is no fault of the weaver's.
    /// </summary>
    private string? TypeFaultIn(MethodBody body) =>
        TypeFlow.FaultIn(body, types) is { } fault && TypeFlow.FaultIn(originals.Of(body.Method), types) is null ? fault : null;
}
