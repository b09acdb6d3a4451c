using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Verification;

/// <summary>What a loop calls where a stop can take effect.</summary>
/// <param name="Poll">Which always looks.</param>
/// <param name="PollUnless">Which does not look when it is told so.</param>
internal sealed record PollMethods(MethodReference Poll, MethodReference PollUnless)
{
    public bool IsPoll(Instruction instruction) =>
        instruction.OpCode.Code == Code.Call && (instruction.Operand == Poll || instruction.Operand == PollUnless);
}
