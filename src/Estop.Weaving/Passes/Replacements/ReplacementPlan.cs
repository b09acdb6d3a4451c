using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Replacements;

/// <summary>A call, and what is called in its place.</summary>
internal sealed record ReplacementPlan(Instruction Call, Replacement Replacement);
