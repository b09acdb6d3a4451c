using Estop.Weaving.Bodies;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Awaits;

/// <summary>
/// Finds awaits of tasks that are no operation of the method's own: a task that it was given or finds in a field or
/// property, that waits for several of these, or a delay. The result of another call is an operation, and ends through its
/// own token.
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
                && IsPureWait(body, targets, producer, seen: []))
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
    private static bool IsPureWait(
        MethodBody body, HashSet<Instruction> targets, Instruction producer, HashSet<object> seen) =>
        producer.OpCode.Code switch
        {
            Code.Ldarg or Code.Ldnull => true,
            Code.Call or Code.Callvirt => producer.Operand is MethodReference method
                && (IsSomebodyElses(method)
                    || (IsWaitForSeveral(method) && WaitsForOthersOnly(body, targets, producer, seen))),
            Code.Ldloc or Code.Ldfld or Code.Ldsfld => !seen.Add(producer.Operand)
                || StoresOf(body, producer.Operand).All(store => IsPureWait(body, targets, store.Previous, seen)),
            _ => false,
        };

    /// <summary>
    /// Whether nothing that might be an operation of the method's own is among what is waited for. Looks at all that was
    /// done since the last branch: what was waited for is made there, or is kept somewhere that is read there.
    /// </summary>
    private static bool WaitsForOthersOnly(
        MethodBody body, HashSet<Instruction> targets, Instruction call, HashSet<object> seen)
    {
        for (var at = call; !targets.Contains(at) && at.Previous is { } previous && !previous.EndsBlock(); at = previous)
        {
            if (MayHoldTasks(previous) && !IsPureWait(body, targets, previous, seen))
            {
                return false;
            }
        }

        return true;
    }

    private static bool MayHoldTasks(Instruction instruction) =>
        (TypeOf(instruction) is { } type && MayHoldTasks(type))
        || (instruction is { Operand: GenericInstanceMethod { ReturnType: not ByReferenceType } query }
            && !(query.ReturnType is GenericInstanceType made && IsSpan(made))
            && query.GenericArguments.Any(MayHoldTasks));

    /// <summary>The type of what the instruction reads or gets from a call; null for any other.</summary>
    private static TypeReference? TypeOf(Instruction instruction) => instruction.Operand switch
    {
        FieldReference field when instruction.OpCode.Code is Code.Ldfld or Code.Ldsfld => field.FieldType,
        VariableDefinition local when instruction.OpCode.Code == Code.Ldloc => local.VariableType,
        MethodReference method when instruction.OpCode.Code is Code.Call or Code.Callvirt => method.ReturnType,
        MethodReference method when instruction.OpCode.Code == Code.Newobj => method.DeclaringType,
        _ => null,
    };

    /// <summary>Whether it is a task, or a collection of tasks.</summary>
    private static bool MayHoldTasks(TypeReference type) => type switch
    {
        ArrayType array => MayHoldTasks(array.ElementType),
        GenericInstanceType generic when !IsSpan(generic) =>
            generic.ElementType.FullName == TaskOfT || generic.GenericArguments.Any(MayHoldTasks),
        _ => type.FullName == Task,
    };

    /// <summary>A span is made of what was put in before.</summary>
    private static bool IsSpan(GenericInstanceType type) => type.ElementType.FullName is "System.ReadOnlySpan`1" or "System.Span`1";

    /// <summary>The stores to a local, or to a field, which may stand for a local of the method.</summary>
    private static IEnumerable<Instruction> StoresOf(MethodBody body, object place) =>
        body.Instructions.Where(instruction =>
            instruction.OpCode.Code is Code.Stloc or Code.Stfld or Code.Stsfld && IsSame(instruction.Operand, place));

    private static bool IsSame(object stored, object loaded) =>
        stored == loaded || (stored is FieldReference one && loaded is FieldReference other && one.FullName == other.FullName);

    /// <summary>
    /// A delay is nobody's: it may have a token of the user's, and a stop need not wait for that. What is kept for all
    /// callers is no single one's.
    /// </summary>
    private static bool IsSomebodyElses(MethodReference method) =>
        method.Name.StartsWith("get_", StringComparison.Ordinal)
        || (method.Name == "GetOrAdd"
            && method.DeclaringType.GetElementType().FullName == "System.Collections.Concurrent.ConcurrentDictionary`2")
        || (method.Name == "Delay" && method.DeclaringType.FullName == Task && method.Parameters[^1].ParameterType.Name == "CancellationToken");

    private static bool IsWaitForSeveral(MethodReference method) =>
        method.Name is "WhenAll" or "WhenAny" && method.DeclaringType.FullName == Task;
}
