using Estop.Weaving.Bodies;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Locks;

/// <summary>
/// Tells semaphores that are locks from those that are signals: a lock is taken and released by the same method. The
/// other sorts of locks belong to a thread, which counts them.
/// </summary>
internal static class SemaphorePlanner
{
    private const string Semaphore = "System.Threading.SemaphoreSlim";

    /// <summary>From the call of <c>WaitAsync</c> to the test whether it has completed.</summary>
    private const int LongestAwait = 12;

    public static IReadOnlyList<SemaphorePlan> Plan(MethodBody body)
    {
        List<Instruction>? calls = null;
        foreach (var instruction in body.Instructions)
        {
            if (IsOnSemaphore(instruction))
            {
                (calls ??= []).Add(instruction);
            }
        }

        if (calls is null or [_])
        {
            return [];
        }

        var released = PlacesOf(calls, "Release");
        var taken = PlacesOf(calls, "Wait", "WaitAsync");
        var locks = released.Intersect(taken).ToHashSet();
        var awaits = calls.Exists(call => NameOf(call) == "WaitAsync" && PlaceOf(call) is { } place && locks.Contains(place));
        return
        [
            .. calls
                .Where(call => PlaceOf(call) is { } place && locks.Contains(place))
                .Select(call => Plan(call, awaits))
                .OfType<SemaphorePlan>(),
        ];
    }

    private static HashSet<string> PlacesOf(IEnumerable<Instruction> calls, params string[] names) =>
        [.. calls.Where(call => names.Contains(NameOf(call))).Select(PlaceOf).OfType<string>()];

    private static SemaphorePlan? Plan(Instruction call, bool awaits) => NameOf(call) switch
    {
        "Release" => new SemaphorePlan(call, SemaphoreChange.Released, awaits),
        "Wait" => new SemaphorePlan(call, ChangeBy((MethodReference)call.Operand), awaits),
        "WaitAsync" when EndOfAwait(call) is { } end => new SemaphorePlan(end, ChangeBy((MethodReference)end.Operand), awaits),
        _ => null,
    };

    private static SemaphoreChange ChangeBy(MethodReference method) =>
        method.ReturnType.MetadataType == MetadataType.Void ? SemaphoreChange.Taken : SemaphoreChange.TakenIfTrue;

    private static bool IsOnSemaphore(Instruction instruction) =>
        instruction.OpCode.Code is Code.Call or Code.Callvirt
        && instruction.Operand is MethodReference method
        && method.Name is "Wait" or "WaitAsync" or "Release"
        && method.DeclaringType.FullName == Semaphore;

    private static string NameOf(Instruction call) => ((MethodReference)call.Operand).Name;

    /// <summary>
    /// Where the semaphore of the call was loaded from, if that is a plain place. The same place names the same semaphore.
    /// </summary>
    private static string? PlaceOf(Instruction call) =>
        InstanceOf(call) switch
        {
            { OpCode.Code: Code.Ldfld or Code.Ldsfld, Operand: FieldReference field } => field.FullName,
            { OpCode.Code: Code.Ldloc, Operand: VariableDefinition local } => $"local {local.Index}",
            { OpCode.Code: Code.Ldarg, Operand: ParameterDefinition parameter } => $"parameter {parameter.Index}",
            { OpCode.Code: Code.Call or Code.Callvirt, Operand: MethodReference { HasParameters: false } getter }
                when getter.Name.StartsWith("get_", StringComparison.Ordinal) => getter.FullName,
            _ => null,
        };

    /// <summary>The instruction that loads the instance, found by going back over the arguments.</summary>
    private static Instruction? InstanceOf(Instruction call)
    {
        var wanted = ((MethodReference)call.Operand).Parameters.Count + 1;
        for (var instruction = call.Previous; instruction is not null; instruction = instruction.Previous)
        {
            if (instruction.EndsBlock() || StackEffect.PushesOf(instruction) is not (0 or 1))
            {
                return null;
            }

            wanted -= StackEffect.PushesOf(instruction);
            if (wanted == 0)
            {
                return instruction;
            }

            wanted += StackEffect.PopsOf(instruction);
        }

        return null;
    }

    /// <summary>Code for debugging loads the machine first, which keeps the result.</summary>
    private static Instruction? ResultFrom(Instruction completed)
    {
        var load = completed.OpCode.Code == Code.Ldloca ? completed : completed.Next;
        return load is { OpCode.Code: Code.Ldloca, Next.Operand: MethodReference { Name: "GetResult" } } ? load.Next : null;
    }

    /// <summary>
    /// The call of <c>GetResult</c> that ends the await: where control goes when the task has completed at once, and
    /// where it comes to when it completes later.
    /// </summary>
    private static Instruction? EndOfAwait(Instruction call)
    {
        var instruction = call.Next;
        for (var i = 0; i < LongestAwait && instruction is not null; i++, instruction = instruction.Next)
        {
            if (instruction is { OpCode.Code: Code.Brtrue, Operand: Instruction completed, Previous.Operand: MethodReference test }
                && test.Name == "get_IsCompleted")
            {
                return ResultFrom(completed);
            }
        }

        return null;
    }
}
