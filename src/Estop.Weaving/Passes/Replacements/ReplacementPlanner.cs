using Estop.Weaving.Bodies;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Replacements;

/// <summary>Decides which calls of a method are made through the runtime.</summary>
internal static class ReplacementPlanner
{
    public static IReadOnlyList<ReplacementPlan> Plan(MethodBody body, ReplacementTable table)
    {
        var targets = new Lazy<HashSet<Instruction>>(() =>
            [.. body.Instructions.SelectMany(instruction => instruction.BranchTargets())]);
        var awaits = StateMachines.IsAsyncMoveNext(body.Method);
        return
        [
            .. body.Instructions
                .Where(MayBeReplaced)
                .Select(call => (Call: call, Replacement: table.Find(call)))
                .Where(found => found.Replacement is not null
                    && !IsBaseCall(found.Call)
                    && !(awaits && IsResultOfAwait(found.Call, targets.Value)))
                .Select(found => new ReplacementPlan(found.Call, found.Replacement!)),
        ];
    }

    private static bool MayBeReplaced(Instruction instruction) =>
        instruction.OpCode.Code is Code.Call or Code.Callvirt or Code.Newobj
        && instruction.Previous?.OpCode.Code != Code.Constrained;

    /// <summary>
    /// After an <c>await</c>, the result is there: the code comes here by a jump, from the test for completion. Code that
    /// blocks on an awaiter has just been given it.
    /// </summary>
    private static bool IsResultOfAwait(Instruction call, HashSet<Instruction> targets) =>
        call.Operand is MethodReference { Name: "GetResult" }
        && call.Previous is { OpCode.Code: Code.Ldloca or Code.Ldflda } awaiter
        && (targets.Contains(awaiter)
            || (awaiter.Previous is { OpCode.Code: Code.Ldarg } machine && targets.Contains(machine)));

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
