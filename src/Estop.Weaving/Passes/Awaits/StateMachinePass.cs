using Estop.Weaving.Bodies;
using Estop.Weaving.Passes.AwaitingCleanups;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Awaits;

/// <summary>A state machine enters its scope and leaves it, and what it hands to its task is no stop of that scope.</summary>
internal static class StateMachinePass
{
    /// <summary>Guards the awaited tasks. Comes before all that wraps, as it looks at the code that was written.</summary>
    public static void GuardTasks(MethodBody body, IReadOnlyList<GuardedTask> tasks, RuntimeReferences runtime)
    {
        foreach (var task in tasks)
        {
            body.InsertAfter(task.Last, task.Call(runtime.GuardTask, runtime.GuardTaskOfT));
        }
    }

    /// <summary>Has the awaits of operations end as the last rung of a stop. See <see cref="GuardTasks"/>.</summary>
    public static void LetGo(MethodBody body, IReadOnlyList<LetGoTask> operations, RuntimeReferences runtime)
    {
        foreach (var (task, name) in operations)
        {
            body.InsertAfter(
                task.Last, Instruction.Create(OpCodes.Ldstr, name), task.Call(runtime.OrLetGo, runtime.OrLetGoOfT));
        }
    }

    /// <summary>Makes the method a stop root.</summary>
    /// <param name="body">The method.</param>
    /// <param name="own">The state machine's own handler.</param>
    /// <param name="shields">Where it keeps the shields around its call; null when it has no use for them.</param>
    /// <param name="runtime">What is called.</param>
    public static void MakeRoot(
        MethodBody body, ExceptionHandler own, ShieldDepthField? shields, RuntimeReferences runtime)
    {
        var state = State(body);
        InsertAtTryStart(body, own, Instruction.Create(OpCodes.Call, runtime.Admit));
        body.InsertAt(own.HandlerStart, [.. Caught(own, runtime), Instruction.Create(OpCodes.Call, runtime.Outgoing)]);

        var visit = body.AddLocal(runtime.EnterRoot.ReturnType);
        var shieldsSet = shields?.Set(state(), runtime).ToArray() ?? [];
        var elsewhere = GoOnOnPool(body, state, runtime);
        var enter = elsewhere.Count == 0
            ? (Instruction[])[.. state(), Instruction.Create(OpCodes.Call, runtime.EnterRoot), Instruction.Create(OpCodes.Stloc, visit)]
            :
            [
                .. state(),
                Instruction.Create(OpCodes.Ldloca, visit),
                Instruction.Create(OpCodes.Call, runtime.TryEnterRoot),
                Instruction.Create(OpCodes.Brtrue, shieldsSet.FirstOrDefault() ?? body.Instructions[0]),
                .. elsewhere,
            ];
        WholeBody.Wrap(body, new Guard(
            [.. enter, .. shieldsSet],
            [Instruction.Create(OpCodes.Ldloc, visit), Instruction.Create(OpCodes.Call, runtime.LeaveRoot)]));
    }

    /// <summary>F# catches an object, which it takes for an exception only then.</summary>
    private static Instruction[] Caught(ExceptionHandler own, RuntimeReferences runtime) =>
        own.CatchType.MetadataType == MetadataType.Object
            ? [Instruction.Create(OpCodes.Castclass, runtime.Outgoing.Parameters[0].ParameterType)]
            : [];

    /// <summary>
    /// Awaits the pool in the state that there is, as the compiler awaits. None for a method that awaits nothing.
    /// </summary>
    private static List<Instruction> GoOnOnPool(
        MethodBody body, Func<IEnumerable<Instruction>> state, RuntimeReferences runtime)
    {
        var builder = body.Instructions.FirstOrDefault(instruction =>
            instruction is { OpCode.Code: Code.Ldflda, Operand: FieldReference { Name: "<>t__builder" or "$Builder" } });
        if (body.Instructions.FirstOrDefault(StateMachines.IsSuspension)?.Operand
                is not GenericInstanceMethod { GenericArguments: [_, var machine] } written
            || builder is null
            || state().First().OpCode.Code != Code.Ldarg_0)
        {
            return [];
        }

        var awaiter = body.AddLocal(runtime.PoolAwaiter);
        var await = new GenericInstanceMethod(written.ElementMethod);
        await.GenericArguments.Add(runtime.PoolAwaiter);
        await.GenericArguments.Add(machine);
        var self = body.Method.DeclaringType.IsValueType ? null : body.AddLocal(machine);
        return
        [
            .. self is null ? [] : new[] { Instruction.Create(OpCodes.Ldarg_0), Instruction.Create(OpCodes.Stloc, self) },
            Instruction.Create(OpCodes.Ldloca, awaiter),
            Instruction.Create(OpCodes.Initobj, runtime.PoolAwaiter),
            Instruction.Create(OpCodes.Ldarg_0),
            Instruction.Create(OpCodes.Ldflda, (FieldReference)builder.Operand),
            Instruction.Create(OpCodes.Ldloca, awaiter),
            self is null ? Instruction.Create(OpCodes.Ldarg_0) : Instruction.Create(OpCodes.Ldloca, self),
            Instruction.Create(OpCodes.Call, await),
            Instruction.Create(OpCodes.Ret),
        ];
    }

    /// <summary>
    /// Puts the state on the stack, which every state machine that awaits looks at: negative when the method is called.
    /// </summary>
    private static Func<IEnumerable<Instruction>> State(MethodBody body)
    {
        var state = body.Instructions
            .Where(instruction => instruction.OpCode.Code == Code.Ldfld)
            .Select(load => (FieldReference)load.Operand)
            .FirstOrDefault(field => StateMachines.IsState(field) || StateMachines.IsResumptionPoint(field));
        return state is null ? () => [Instruction.Create(OpCodes.Ldc_I4_M1)]
            : StateMachines.IsState(state) ? () => [Instruction.Create(OpCodes.Ldarg_0), Instruction.Create(OpCodes.Ldfld, state)]
            : () =>
            [
                Instruction.Create(OpCodes.Ldarg_0), Instruction.Create(OpCodes.Ldfld, state),
                Instruction.Create(OpCodes.Ldc_I4_1), Instruction.Create(OpCodes.Sub),
            ];
    }

    /// <summary>
    /// Puts an instruction first into a try block, before what lies at its start: inner try blocks, and the head of a
    /// loop.
    /// </summary>
    private static void InsertAtTryStart(MethodBody body, ExceptionHandler clause, Instruction added)
    {
        var layout = new BodyLayout(body);
        var start = clause.TryStart;
        var before = body.Instructions.Take(layout.PositionOf(start)).ToList();
        body.Instructions.Insert(before.Count, added);
        clause.TryStart = added;
        before.ForEach(branch => branch.Retarget(start, added));
        foreach (var other in body.ExceptionHandlers)
        {
            other.TryEnd = other.TryEnd == start ? added : other.TryEnd;
            other.HandlerEnd = other.HandlerEnd == start ? added : other.HandlerEnd;
        }
    }
}
