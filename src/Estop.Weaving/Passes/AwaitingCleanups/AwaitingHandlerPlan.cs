using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.AwaitingCleanups;

/// <summary>A catch handler that awaits, as a compiler lowers it.</summary>
/// <param name="Clause">The catch, which keeps what was thrown and leaves.</param>
/// <param name="Tests">The code it leaves to, which finds out whether it was this clause.</param>
/// <param name="Start">Where the handler that was written starts.</param>
/// <param name="First">Its first instruction in the IL; another one where it starts with the condition of a loop.</param>
/// <param name="End">The first instruction behind it.</param>
/// <param name="Swallows">Whether it can be left otherwise than by throwing.</param>
internal sealed record AwaitingHandlerPlan(
    ExceptionHandler Clause,
    IReadOnlyList<Instruction> Tests,
    Instruction Start,
    Instruction First,
    Instruction End,
    bool Swallows)
{
    /// <summary>In how many such handlers and cleanups of the method it lies.</summary>
    public int Depth { get; init; }
}
