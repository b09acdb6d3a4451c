using Estop.Weaving.Bodies;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Awaits;

/// <summary>
/// Finds awaits of tasks that are no operation of the method's own: a task that it finds in a field or property, that
/// waits for several of these, or a delay. The result of another call is an operation, and ends through its own token; so
/// may be a task that the method was given.
/// </summary>
internal static class PureWaits
{
    private const string Task = "System.Threading.Tasks.Task";
    private const string TaskOfT = "System.Threading.Tasks.Task`1";

    public static IEnumerable<GuardedTask> In(MethodBody body)
    {
        var finder = new Finder(body, AwaitedTasks.Targets(body), ParametersToo: false);
        return AwaitedTasks.In(body, finder.Targets).Where(awaited => finder.IsPureWait(awaited.Producer, seen: []));
    }

    /// <summary>Those that are none only because of a task that the method was given.</summary>
    public static IEnumerable<GuardedTask> GivenIn(MethodBody body)
    {
        var strict = new Finder(body, AwaitedTasks.Targets(body), ParametersToo: false);
        var finder = strict with { ParametersToo = true };
        return AwaitedTasks.In(body, finder.Targets).Where(awaited =>
            finder.IsPureWait(awaited.Producer, seen: []) && !strict.IsPureWait(awaited.Producer, seen: []));
    }

    private sealed record Finder(MethodBody Body, HashSet<Instruction> Targets, bool ParametersToo)
    {
        /// <summary>
        /// Whether the task is somebody else's, wherever it may come from: one that a local or field of this method got
        /// from a call is its own operation.
        /// </summary>
        public bool IsPureWait(Instruction producer, HashSet<object> seen) => producer.OpCode.Code switch
        {
            Code.Ldarg or Code.Ldnull => true,
            Code.Ldfld when AwaitedTasks.IsParameter(Body, producer) => ParametersToo,
            Code.Call or Code.Callvirt => producer.Operand is MethodReference method
                && (IsSomebodyElses(method) || (IsWaitForSeveral(method) && WaitsForOthersOnly(producer, seen))),
            Code.Ldloc or Code.Ldfld or Code.Ldsfld => !seen.Add(producer.Operand)
                || AwaitedTasks.StoresOf(Body, producer.Operand).All(store => IsPureWait(store.Previous, seen)),
            _ => false,
        };

        /// <summary>
        /// Whether nothing that might be an operation of the method's own is among what is waited for. Looks at all that
        /// was done since the last branch: what was waited for is made there, or is kept somewhere that is read there.
        /// </summary>
        private bool WaitsForOthersOnly(Instruction call, HashSet<object> seen)
        {
            for (var at = call; !Targets.Contains(at) && at.Previous is { } previous && !previous.EndsBlock(); at = previous)
            {
                if (MayHoldTasks(previous) && !IsPureWait(previous, seen))
                {
                    return false;
                }
            }

            return true;
        }
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
