using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Awaits;

/// <summary>What becomes of an async method's state machine.</summary>
/// <param name="Own">Its own handler, which ends its task.</param>
/// <param name="Guarded">The tasks of others that are awaited, which no stop would end.</param>
/// <param name="LetGo">The operations that are awaited, and may be let go of.</param>
internal sealed record StateMachinePlan(ExceptionHandler Own, IReadOnlyList<GuardedTask> Guarded, IReadOnlyList<LetGoTask> LetGo);
