using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Tokens;

/// <summary>A call that is given the scope's token.</summary>
/// <param name="Call">The call.</param>
/// <param name="Overload">
/// What is called instead, with one further parameter; null when the call takes a token already, which was left at its
/// default.
/// </param>
/// <param name="DependsOnType">
/// Whether a derived type may have overridden the method and not the overload, so that it is decided for each object.
/// </param>
internal sealed record TokenPlan(Instruction Call, MethodReference? Overload, bool DependsOnType = false);
