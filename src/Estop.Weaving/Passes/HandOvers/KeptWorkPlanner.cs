using Estop.Weaving.Passes.Replacements;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.HandOvers;

/// <summary>
/// Finds work that a library starts and keeps in a field: the loop that drains a logger's queue, started by whoever logs
/// first. It serves everybody, and must not end with the scope that happened to come first.
/// </summary>
internal static class KeptWorkPlanner
{
    private static readonly HashSet<string> Starters =
    [
        "Estop.Runtime.Tasks", "Estop.Runtime.TaskFactories", "Estop.Runtime.Threads", "Estop.Runtime.Timers",
    ];

    /// <summary>The calls that start such work.</summary>
    public static IReadOnlyList<Instruction> Plan(IReadOnlyList<ReplacementPlan> replacements) =>
    [
        .. replacements
            .Where(plan => Starters.Contains(plan.Replacement.By.DeclaringType.FullName))
            .Select(plan => plan.Call)
            .Where(call => IsKept(call) || IsStartOfKept(call)),
    ];

    private static bool IsKept(Instruction call)
    {
        var next = call.Next.OpCode.Code == Code.Dup ? call.Next.Next : call.Next;
        return next is { OpCode.Code: Code.Stfld or Code.Stsfld, Operand: FieldReference field } && IsWritten(field);
    }

    /// <summary>A thread is made, kept, and started afterwards.</summary>
    private static bool IsStartOfKept(Instruction call) =>
        call.Operand is MethodReference { Name: "Start", HasThis: true, HasParameters: false }
        && call.Previous is { OpCode.Code: Code.Ldfld or Code.Ldsfld, Operand: FieldReference field }
        && IsWritten(field);

    /// <summary>What the compiler makes of a local that a lambda or an await keeps is no field that was written.</summary>
    private static bool IsWritten(FieldReference field) =>
        !field.Name.StartsWith('<') && !field.DeclaringType.GetElementType().Name.StartsWith('<');
}
