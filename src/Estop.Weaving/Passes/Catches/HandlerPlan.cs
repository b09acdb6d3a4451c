using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Catches;

/// <summary>What becomes of one catch handler.</summary>
internal sealed record HandlerPlan(ExceptionHandler Clause, HandlerTreatment Treatment);
