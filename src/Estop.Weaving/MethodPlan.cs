using Estop.Weaving.Passes.Catches;
using Estop.Weaving.Passes.Loops;
using Estop.Weaving.Passes.Replacements;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving;

/// <summary>All that is decided about one method, before anything in the assembly is changed.</summary>
internal sealed record MethodPlan(MethodDefinition Method)
{
    public IReadOnlyList<LoopPlan> Loops { get; init; } = [];

    public IReadOnlyList<HandlerPlan> Handlers { get; init; } = [];

    /// <summary>The <c>finally</c> and fault blocks that are shielded.</summary>
    public IReadOnlyList<ExceptionHandler> Cleanups { get; init; } = [];

    public IReadOnlyList<ReplacementPlan> Replacements { get; init; } = [];

    /// <summary>Whether the whole method is cleanup, and shielded as such.</summary>
    public bool IsCleanup { get; init; }

    public bool ChangesNothing =>
        Loops.All(loop => loop.Verdict != LoopVerdict.Poll)
        && Handlers.Count == 0
        && Cleanups.Count == 0
        && Replacements.Count == 0
        && !IsCleanup;
}
