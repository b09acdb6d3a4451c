using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Loops;

/// <summary>What becomes of one loop.</summary>
/// <param name="Head">The instruction that control comes back to.</param>
/// <param name="Verdict">Whether it gets a poll, and why not.</param>
internal sealed record LoopPlan(Instruction Head, LoopVerdict Verdict);
