using Estop.Weaving.Bodies;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Replacements;

/// <summary>Decides which calls of a method are made through the runtime.</summary>
internal static class ReplacementPlanner
{
    public static IReadOnlyList<ReplacementPlan> Plan(MethodBody body, ReplacementTable table)
    {
        List<ReplacementPlan>? plans = null;
        foreach (var call in body.Instructions)
        {
            if (MayBeReplaced(call)
                && table.Find(call) is { } replacement
                && !IsBaseCall(call)
                && !IsResultOfAwait(body, call))
            {
                (plans ??= []).Add(new ReplacementPlan(call, replacement));
            }
        }

        return plans ?? (IReadOnlyList<ReplacementPlan>)[];
    }

    private static bool MayBeReplaced(Instruction instruction) =>
        instruction.OpCode.Code is Code.Call or Code.Callvirt or Code.Newobj
        && instruction.Previous?.OpCode.Code != Code.Constrained;

    /// <summary>
    /// After an <c>await</c>, the result is there: the code comes here by a jump, from the test for completion. Code that
    /// blocks on an awaiter has just been given it.
    /// </summary>
    private static bool IsResultOfAwait(MethodBody body, Instruction call) =>
        call is { Operand: MethodReference { Name: "GetResult" }, Previous: { OpCode.Code: Code.Ldloca or Code.Ldflda } awaiter }
        && StateMachines.IsAsyncMoveNext(body.Method)
        && body.Instructions.Any(branch => branch.BranchTargets().Any(target =>
            target == awaiter || (target == awaiter.Previous && target.OpCode.Code == Code.Ldarg)));

    /// <summary>
    /// <c>base.M()</c> must reach the base's own method. It is a call of a virtual method that is not virtual itself; a
    /// method that cannot be looked at counts as virtual.
    /// </summary>
    private static bool IsBaseCall(Instruction call) =>
        call.OpCode.Code == Code.Call
        && call.Operand is MethodReference { HasThis: true } method
        && !method.DeclaringType.IsValueType
        && method.Resolve() is not { IsVirtual: false };
}
