using Estop.Weaving.Passes.AwaitingCleanups;
using Estop.Weaving.Passes.Awaits;
using Estop.Weaving.Passes.Catches;
using Estop.Weaving.Passes.Locks;
using Estop.Weaving.Passes.Loops;
using Estop.Weaving.Passes.Replacements;
using Estop.Weaving.Passes.Tokens;
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

    /// <summary>The cleanups and handlers of a state machine that await.</summary>
    public AwaitingPlan Awaiting { get; init; } = AwaitingPlan.Empty;

    public IReadOnlyList<ReplacementPlan> Replacements { get; init; } = [];

    /// <summary>The calls that start work which a library keeps.</summary>
    public IReadOnlyList<Instruction> KeptWork { get; init; } = [];

    /// <summary>The semaphores that are used as locks.</summary>
    public IReadOnlyList<SemaphorePlan> Semaphores { get; init; } = [];

    public IReadOnlyList<TokenPlan> Tokens { get; init; } = [];

    /// <summary>The blocking waits that last as long as what they wait for.</summary>
    public IReadOnlyList<HeldWait> HeldWaits { get; init; } = [];

    /// <summary>What becomes of the state machine that the method is; null when it is none.</summary>
    public StateMachinePlan? StateMachine { get; init; }

    /// <summary>Whether the method polls at its entry.</summary>
    public bool PollsAtEntry { get; init; }

    /// <summary>Whether the method runs shielded as a whole.</summary>
    public bool IsShielded { get; init; }

    public bool ChangesNothing =>
        !Loops.Any(loop => loop.HasPoll)
        && Handlers.Count == 0
        && Cleanups.Count == 0
        && Replacements.Count == 0
        && Semaphores.Count == 0
        && Tokens.Count == 0
        && HeldWaits.Count == 0
        && StateMachine is null
        && !PollsAtEntry
        && !IsShielded;

    /// <summary>What is left of the plan when only some passes are applied.</summary>
    public MethodPlan Only(WeavingPasses passes) => passes == WeavingPasses.All
        ? this
        : new MethodPlan(Method)
        {
            Loops = passes.HasFlag(WeavingPasses.Loops)
                ? Loops
                : [.. Loops.Select(loop => new LoopPlan(loop.Head, LoopVerdict.Forbidden))],
            PollsAtEntry = passes.HasFlag(WeavingPasses.Calls) && PollsAtEntry,
            Handlers = passes.HasFlag(WeavingPasses.Catches) ? Handlers : [],
        };
}
