using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Loops;

/// <summary>What becomes of one loop.</summary>
/// <param name="Head">The instruction that control comes back to.</param>
/// <param name="Verdict">Whether it gets a poll, and why not.</param>
/// <param name="Chunks">How it is divided when it runs in chunks, else null.</param>
internal sealed record LoopPlan(Instruction Head, LoopVerdict Verdict, ChunkPlan? Chunks = null)
{
    /// <summary>The variables that the loop should have in registers: they are put aside while its poll is called.</summary>
    public IReadOnlyList<object> Carried { get; init; } = [];

    /// <summary>Whether the loop's head becomes a poll.</summary>
    public bool HasPoll => Verdict is LoopVerdict.Poll or LoopVerdict.Chunks;

    /// <summary>Whether its way round has no poll at all, by decision.</summary>
    public bool IsUnpolled => Verdict is LoopVerdict.Short or LoopVerdict.Forbidden;
}
