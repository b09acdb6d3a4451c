using Estop.Weaving.Bodies;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Awaits;

/// <summary>Finds where a task is put on the stack to be awaited.</summary>
internal static class AwaitedTasks
{
    private const string Task = "System.Threading.Tasks.Task";
    private const string TaskOfT = "System.Threading.Tasks.Task`1";

    public static HashSet<Instruction> Targets(MethodBody body) =>
        [.. body.Instructions.SelectMany(static instruction => instruction.BranchTargets())];

    /// <summary>The awaits whose task is put on the stack by one instruction, whichever way led there.</summary>
    /// <param name="body">The method.</param>
    /// <param name="targets">Where it branches to.</param>
    public static IEnumerable<GuardedTask> In(MethodBody body, HashSet<Instruction> targets)
    {
        foreach (var instruction in body.Instructions.Where(IsAwaitOfTask))
        {
            var awaited = (MethodReference)instruction.Operand;
            var argument = awaited.HasParameters ? instruction.Previous : instruction;
            if (ProducerBefore(argument, targets) is { } producer
                && !targets.Contains(instruction) && !targets.Contains(argument)
                && (argument == instruction || argument.OpCode.Code == Code.Ldc_I4))
            {
                yield return new GuardedTask(producer, argument.Previous, (awaited.DeclaringType as GenericInstanceType)?.GenericArguments[0]);
            }
        }
    }

    /// <summary>
    /// What put the value on the stack that is uppermost before this instruction; null when that is not sure. Other
    /// statements may lie between: compilers leave a local on the stack that is used once.
    /// </summary>
    public static Instruction? ProducerBefore(Instruction instruction, HashSet<Instruction> targets)
    {
        var wanted = 1;
        for (var at = instruction; !targets.Contains(at) && at.Previous is { } previous && !previous.EndsBlock(); at = previous)
        {
            if (previous.OpCode.Code == Code.Dup)
            {
                return wanted == 1 ? previous : null;
            }

            var pushed = StackEffect.PushesOf(previous);
            if (wanted <= pushed)
            {
                return previous;
            }

            wanted += StackEffect.PopsOf(previous) - pushed;
        }

        return null;
    }

    /// <summary>The stores to a local, or to a field, which may stand for a local of the method.</summary>
    public static IEnumerable<Instruction> StoresOf(MethodBody body, object place) =>
        body.Instructions.Where(instruction =>
            instruction.OpCode.Code is Code.Stloc or Code.Stfld or Code.Stsfld && IsSame(instruction.Operand, place));

    /// <summary>
    /// Whether the instruction loads a parameter of the async method, which its state machine has as a field that nobody but
    /// the method's start writes.
    /// </summary>
    public static bool IsParameter(MethodBody body, Instruction producer) =>
        producer.OpCode.Code == Code.Ldfld
        && producer.Operand is FieldReference { DeclaringType: var type } field
        && type.GetElementType().FullName == body.Method.DeclaringType.FullName
        && StateMachines.IsAsyncMoveNext(body.Method)
        && !StoresOf(body, field).Any();

    public static bool IsTask(TypeReference type) => type.GetElementType().FullName is Task or TaskOfT && Framework.Owns(type);

    private static bool IsAwaitOfTask(Instruction instruction) =>
        instruction.OpCode.Code is Code.Callvirt or Code.Call
        && instruction.Operand is MethodReference { Name: "GetAwaiter" or "ConfigureAwait" } method
        && IsTask(method.DeclaringType);

    private static bool IsSame(object stored, object loaded) =>
        stored == loaded || (stored is FieldReference one && loaded is FieldReference other && one.FullName == other.FullName);
}
