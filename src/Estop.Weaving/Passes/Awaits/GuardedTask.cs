using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Awaits;

/// <summary>A task that is awaited, and that somebody else completes.</summary>
/// <param name="Producer">The instruction that puts it on the stack.</param>
/// <param name="Result">The type of its result; null when it has none.</param>
internal sealed record GuardedTask(Instruction Producer, TypeReference? Result);
