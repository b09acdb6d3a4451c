using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.AwaitingCleanups;

/// <summary>Cleanup that awaits, as a compiler lowers it.</summary>
/// <param name="Clause">The catch that holds back what was thrown.</param>
/// <param name="Start">Where the cleanup starts, whether or not something was thrown.</param>
/// <param name="First">Its first instruction, which is another one where it starts with the condition of a loop.</param>
/// <param name="Test">The branch that tells whether something was, and is thrown again.</param>
internal sealed record AwaitingCleanupPlan(ExceptionHandler Clause, Instruction Start, Instruction First, Instruction Test)
{
    /// <summary>In how many such cleanups and handlers of the method it lies.</summary>
    public int Depth { get; init; }
}
