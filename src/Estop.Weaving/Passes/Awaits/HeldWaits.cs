using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Awaits;

/// <summary>
/// Finds blocking waits, without a time or token. For operations that were given a buffer, a stream or a lock they do not end
/// before the operation does: what comes behind them gives the buffer to others. Nor do they for woven async methods, which
/// end by themselves, and whose cleanup would run beside that of who waits.
/// </summary>
internal static class HeldWaits
{
    private const string ValueTask = "System.Threading.Tasks.ValueTask";

    public static IEnumerable<HeldWait> In(MethodBody body)
    {
        HashSet<Instruction>? targets = null;
        foreach (var instruction in body.Instructions)
        {
            if (instruction is
                {
                    OpCode.Code: Code.Call or Code.Callvirt,
                    Operand: MethodReference { HasThis: true, HasParameters: false } wait,
                }
                && wait.Name is "Wait" or "get_Result" or "GetResult"
                && Framework.Owns(wait.DeclaringType)
                && Find(body, targets ??= AwaitedTasks.Targets(body), instruction, wait) is { } held)
            {
                yield return held;
            }
        }
    }

    private static HeldWait? Find(
        MethodBody body, HashSet<Instruction> targets, Instruction wait, MethodReference method) =>
        AwaitedTasks.IsTask(method.DeclaringType) ? OfTask(body, targets, wait, method.DeclaringType)
        : IsValueTask(method.DeclaringType) ? OfValueTask(wait.Previous)
        : method.Name == "GetResult" && KeptBefore(wait.Previous) is { } awaiter ? OfAwaiter(body, targets, awaiter)
        : null;

    private static HeldWait? OfAwaiter(MethodBody body, HashSet<Instruction> targets, Instruction producer)
    {
        if (producer is not
            {
                OpCode.Code: Code.Call or Code.Callvirt,
                Operand: MethodReference { Name: "GetAwaiter" or "ConfigureAwait" } method,
            })
        {
            return null;
        }

        var after = method.HasParameters ? producer.Previous : producer;
        return after is null ? null
            : AwaitedTasks.IsTask(method.DeclaringType) ? OfTask(body, targets, after, method.DeclaringType)
            : IsValueTask(method.DeclaringType) ? OfValueTask(after.Previous)
            : KeptBefore(after.Previous) is { } configured ? OfAwaiter(body, targets, configured)
            : null;
    }

    /// <summary>Held where it is waited for: what lies between its start and that goes on meanwhile.</summary>
    private static HeldWait? OfTask(MethodBody body, HashSet<Instruction> targets, Instruction after, TypeReference type) =>
        !targets.Contains(after)
        && AwaitedTasks.ProducerBefore(after, targets) is { } producer
            ? new HeldWait(
                new GuardedTask(producer, after.Previous, (type as GenericInstanceType)?.GenericArguments[0]),
                IsValueTask: false,
                IsHeld(body, producer, seen: []))
            : null;

    /// <summary>A value task is called by its address, so that it was kept in a local.</summary>
    private static HeldWait? OfValueTask(Instruction? address) =>
        KeptBefore(address) is { } producer
            ? new HeldWait(
                new GuardedTask(
                    producer,
                    producer,
                    (((VariableDefinition)address!.Operand).VariableType as GenericInstanceType)?.GenericArguments[0]),
                IsValueTask: true,
                IsOperation(producer))
            : null;

    private static bool IsHeld(MethodBody body, Instruction producer, HashSet<object> seen) => producer switch
    {
        { OpCode.Code: Code.Ldloc } => seen.Add(producer.Operand)
            && AwaitedTasks.StoresOf(body, producer.Operand).Any(store => IsHeld(body, store.Previous, seen)),
        { Operand: MethodReference { Name: "AsTask" } } => KeptBefore(producer.Previous) is { } kept && IsOperation(kept),
        _ => IsOperation(producer),
    };

    private static bool IsOperation(Instruction instruction) =>
        instruction is { OpCode.Code: Code.Call or Code.Callvirt, Operand: MethodReference method } && HeldTypes.AreGivenTo(method);

    /// <summary>What was put into the local right before its address was taken.</summary>
    private static Instruction? KeptBefore(Instruction? address) =>
        address is { OpCode.Code: Code.Ldloca, Previous: { OpCode.Code: Code.Stloc } store } && store.Operand == address.Operand
            ? store.Previous
            : null;

    private static bool IsValueTask(TypeReference type) =>
        type.GetElementType().FullName is ValueTask or ValueTask + "`1" && Framework.Owns(type);
}
