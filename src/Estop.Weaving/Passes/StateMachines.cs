using Estop.Weaving.Bodies;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes;

/// <summary>Recognises what the compiler makes of async methods.</summary>
internal static class StateMachines
{
    private const string AsyncInterface = "System.Runtime.CompilerServices.IAsyncStateMachine";

    public static bool IsAsync(TypeDefinition type) =>
        type.HasInterfaces && type.Interfaces.Any(implemented => implemented.InterfaceType.FullName == AsyncInterface);

    /// <summary>Whether the method is the one that executes an async method's body.</summary>
    public static bool IsAsyncMoveNext(MethodDefinition method) =>
        method is { Name: "MoveNext", HasParameters: false } && IsAsync(method.DeclaringType);

    /// <summary>
    /// Whether the field keeps where an async method of C# or Visual Basic goes on. One that never awaits does not look
    /// at it.
    /// </summary>
    public static bool IsState(FieldReference field) => field.Name is "<>1__state" or "$State";

    /// <summary>The same for F#, which counts from zero, its start, and does not say when it has gone on.</summary>
    public static bool IsResumptionPoint(FieldReference field) => field.Name == "ResumptionPoint";

    /// <summary>
    /// The field in which an async method of C# or Visual Basic keeps its state, and the local that it loads it into before
    /// all else; null where there is none.
    /// </summary>
    public static (FieldReference Field, VariableDefinition Local)? StateOf(MethodBody body)
    {
        var load = !IsAsyncMoveNext(body.Method)
            ? null
            : body.Instructions.FirstOrDefault(instruction => instruction.OpCode.Code == Code.Ldfld
                && IsState((FieldReference)instruction.Operand)
                && instruction.Next.StoredLocal(body) is not null);
        return load is null ? null : ((FieldReference)load.Operand, load.Next.StoredLocal(body)!);
    }

    /// <summary>
    /// The state machine's own handler: the outermost, which hands the exception to the method's task. F#'s only keeps the
    /// exception, and hands it on behind.
    /// </summary>
    public static ExceptionHandler? OwnHandler(MethodBody body, BodyLayout layout) =>
        body.ExceptionHandlers.LastOrDefault(clause =>
            clause.HandlerType == ExceptionHandlerType.Catch && layout.HandlerOf(clause).Any(EndsTask))
        ?? (body.ExceptionHandlers.LastOrDefault() is { HandlerType: ExceptionHandlerType.Catch } outermost
            && body.Instructions.Any(EndsTask)
            ? outermost
            : null);

    /// <summary>Whether the method has suspended itself when the call returns.</summary>
    public static bool IsSuspension(Instruction instruction) => instruction.IsCall()
        && instruction.Operand is MethodReference { Name: "AwaitOnCompleted" or "AwaitUnsafeOnCompleted" };

    private static bool EndsTask(Instruction instruction) =>
        instruction is { Operand: MethodReference { Name: "SetException" } } && instruction.IsCall();
}
