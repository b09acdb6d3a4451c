using Estop.Weaving.Bodies;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Awaits;

/// <summary>
/// Finds awaits of tasks that are no operation of the method's own: a task that it was given or finds in a field or
/// property, or that waits for several. The result of a call is an operation, and ends through its own token.
/// </summary>
internal static class PureWaits
{
    private const string Task = "System.Threading.Tasks.Task";
    private const string TaskOfT = "System.Threading.Tasks.Task`1";

    public static IEnumerable<GuardedTask> In(MethodBody body)
    {
        var targets = body.Instructions.SelectMany(instruction => instruction.BranchTargets()).ToHashSet();
        foreach (var instruction in body.Instructions.Where(IsAwaitOfTask))
        {
            var awaited = (MethodReference)instruction.Operand;
            var argument = awaited.HasParameters ? instruction.Previous : instruction;
            if (argument is { Previous: { } producer }
                && !targets.Contains(instruction) && !targets.Contains(argument)
                && (argument == instruction || argument.OpCode.Code == Code.Ldc_I4)
                && IsPureWait(body, producer, seen: []))
            {
                yield return new GuardedTask(producer, (awaited.DeclaringType as GenericInstanceType)?.GenericArguments[0]);
            }
        }
    }

    private static bool IsAwaitOfTask(Instruction instruction) =>
        instruction.OpCode.Code is Code.Callvirt or Code.Call
        && instruction.Operand is MethodReference { Name: "GetAwaiter" or "ConfigureAwait" } method
        && method.DeclaringType.GetElementType().FullName is Task or TaskOfT
        && Framework.Owns(method.DeclaringType);

    /// <summary>
    /// Whether the task is somebody else's, wherever it may come from: one that a local or field of this method got
    /// from a call is its own operation.
    /// </summary>
    private static bool IsPureWait(MethodBody body, Instruction producer, HashSet<object> seen) =>
        producer.OpCode.Code switch
        {
            Code.Ldarg or Code.Ldnull => true,
            Code.Call or Code.Callvirt => producer.Operand is MethodReference method && IsWaitForOthers(method),
            Code.Ldloc or Code.Ldfld or Code.Ldsfld => !seen.Add(producer.Operand)
                || StoresOf(body, producer.Operand).All(store => IsPureWait(body, store.Previous, seen)),
            _ => false,
        };

    /// <summary>The stores to a local, or to a field, which may stand for a local of the method.</summary>
    private static IEnumerable<Instruction> StoresOf(MethodBody body, object place) =>
        body.Instructions.Where(instruction =>
            instruction.OpCode.Code is Code.Stloc or Code.Stfld or Code.Stsfld && IsSame(instruction.Operand, place));

    private static bool IsSame(object stored, object loaded) =>
        stored == loaded || (stored is FieldReference one && loaded is FieldReference other && one.FullName == other.FullName);

    private static bool IsWaitForOthers(MethodReference method) =>
        method.Name.StartsWith("get_", StringComparison.Ordinal)
        || (method.Name is "WhenAll" or "WhenAny" && method.DeclaringType.FullName == Task);
}
