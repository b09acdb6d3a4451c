using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Awaits;

/// <summary>What becomes of an async method's state machine.</summary>
/// <param name="Own">Its own handler, which ends its task.</param>
/// <param name="Guarded">The instructions that put a task on the stack whose await no stop would end.</param>
internal sealed record StateMachinePlan(ExceptionHandler Own, IReadOnlyList<GuardedTask> Guarded);
