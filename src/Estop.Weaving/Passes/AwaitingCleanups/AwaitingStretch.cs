using Estop.Weaving.Bodies;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.AwaitingCleanups;

/// <summary>A stretch of a state machine that stands for a handler or for cleanup.</summary>
internal static class AwaitingStretch
{
    public static IReadOnlyList<Instruction> Enter(ShieldDepthField field, int depth, bool swallows, RuntimeReferences runtime) =>
    [
        .. field.Around(depth),
        Instruction.Create(OpCodes.Ldc_I4, swallows ? 1 : 0),
        Instruction.Create(OpCodes.Call, runtime.EnterAwaiting),
    ];

    public static IReadOnlyList<Instruction> Exit(ShieldDepthField field, int depth, RuntimeReferences runtime) =>
        [.. field.Around(depth), Instruction.Create(OpCodes.Call, runtime.ExitAwaiting)];

    /// <summary>
    /// Lets those who come from outside enter the shield first. A loop that starts the stretch goes round inside.
    /// </summary>
    /// <param name="body">The method.</param>
    /// <param name="coming">What leads into the stretch.</param>
    /// <param name="start">Where it leads to.</param>
    /// <param name="enter">What enters the shield.</param>
    /// <param name="first">The first instruction of the stretch, where that is another one.</param>
    public static void EnterFrom(
        MethodBody body,
        IReadOnlyList<Instruction> coming,
        Instruction start,
        IReadOnlyList<Instruction> enter,
        Instruction? first = null)
    {
        if (first is not null && first != start)
        {
            enter = [.. enter, Instruction.Create(OpCodes.Br, start)];
        }

        var at = first ?? start;
        body.Instructions.InsertRange(body.Instructions.IndexOf(at), enter);
        foreach (var instruction in coming)
        {
            instruction.Retarget(start, enter[0]);
        }

        foreach (var other in body.ExceptionHandlers)
        {
            other.TryEnd = other.TryEnd == at ? enter[0] : other.TryEnd;
            other.HandlerEnd = other.HandlerEnd == at ? enter[0] : other.HandlerEnd;
        }
    }
}
