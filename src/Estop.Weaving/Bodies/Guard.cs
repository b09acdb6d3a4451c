using Mono.Cecil.Cil;

namespace Estop.Weaving.Bodies;

/// <summary>What is put around a region: instructions that enter it, and a <c>finally</c> block that leaves it.</summary>
/// <param name="Enter">Executed before the region. Leaves nothing on the stack.</param>
/// <param name="Leave">Executed however the region is left. Leaves nothing on the stack.</param>
internal sealed record Guard(IReadOnlyList<Instruction> Enter, IReadOnlyList<Instruction> Leave);
