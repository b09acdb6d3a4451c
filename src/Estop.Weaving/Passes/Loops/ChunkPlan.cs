using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Loops;

/// <summary>How a counted loop is divided into chunks.</summary>
/// <param name="Counter">The local that each iteration moves towards the bound.</param>
/// <param name="Test">The first instruction of the test that ends the loop.</param>
/// <param name="Branch">The last instruction of that test.</param>
/// <param name="Bound">What computes the bound. It has no effects, and yields the same all through the loop.</param>
/// <param name="Step">What computes the step, likewise.</param>
/// <param name="Subtracts">Whether the step is taken off the counter, and not added.</param>
/// <param name="IsUpward">Whether the counter must stay below the bound, and not above it.</param>
/// <param name="IsInclusive">Whether the loop goes on when the counter is equal to the bound.</param>
/// <param name="StaysByBranching">Whether the test branches to go on, and not to leave.</param>
/// <param name="Latches">The ends of the blocks that control comes back from.</param>
/// <param name="Limit">The iterations of one chunk.</param>
internal sealed record ChunkPlan(
    VariableDefinition Counter,
    Instruction Test,
    Instruction Branch,
    IReadOnlyList<Instruction> Bound,
    IReadOnlyList<Instruction> Step,
    bool Subtracts,
    bool IsUpward,
    bool IsInclusive,
    bool StaysByBranching,
    IReadOnlyList<Instruction> Latches,
    int Limit)
{
    /// <summary>Whether the loop tests at its head, before each iteration; else at its end.</summary>
    public required bool TestsFirst { get; init; }

    /// <summary>
    /// Whether a chunk always has at least one iteration. It may then be entered by its own test, by which the JIT sees
    /// that the counter starts below the end of the chunk, and removes the checks of array bounds.
    /// </summary>
    public required bool NeverEmpty { get; init; }
}
