using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.AwaitingCleanups;

/// <summary>A catch that an exception may reach from the middle of a cleanup or handler that awaits.</summary>
/// <param name="Clause">The catch.</param>
/// <param name="Depth">In how many such cleanups and handlers its own handler lies.</param>
internal sealed record ReturnPlan(ExceptionHandler Clause, int Depth);
