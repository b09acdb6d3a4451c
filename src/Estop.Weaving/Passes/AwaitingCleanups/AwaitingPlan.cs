using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.AwaitingCleanups;

/// <summary>The cleanups and handlers of a state machine that await.</summary>
internal sealed record AwaitingPlan(
    IReadOnlyList<AwaitingCleanupPlan> Cleanups,
    IReadOnlyList<AwaitingHandlerPlan> Handlers,
    IReadOnlyList<ReturnPlan> Returns)
{
    public static AwaitingPlan Empty { get; } = new([], [], []);

    public bool IsEmpty => Cleanups.Count == 0 && Handlers.Count == 0;

    /// <summary>Whether the clause only keeps an exception, for one of these.</summary>
    public bool Keeps(ExceptionHandler clause) =>
        Cleanups.Any(cleanup => cleanup.Clause == clause) || Handlers.Any(handler => handler.Clause == clause);
}
