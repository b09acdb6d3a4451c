using Estop.Weaving.Bodies;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes;

/// <summary>The guards that are shields.</summary>
internal static class Shields
{
    public static Guard OfCleanup(MethodBody body, RuntimeReferences runtime) =>
        Around(body, runtime, Instruction.Create(OpCodes.Call, runtime.EnterCleanup));

    public static Guard OfHandler(MethodBody body, RuntimeReferences runtime, bool swallows) =>
        Around(
            body,
            runtime,
            Instruction.Create(OpCodes.Ldc_I4, swallows ? 1 : 0),
            Instruction.Create(OpCodes.Call, runtime.EnterHandler));

    /// <summary>
    /// The shields that there were are kept in a local, and put back: a shield that is skipped or left twice does no
    /// harm.
    /// </summary>
    private static Guard Around(MethodBody body, RuntimeReferences runtime, params Instruction[] enter)
    {
        var saved = body.AddLocal(body.Method.Module.TypeSystem.Int32);
        return new Guard(
            [.. enter, Instruction.Create(OpCodes.Stloc, saved)],
            [Instruction.Create(OpCodes.Ldloc, saved), Instruction.Create(OpCodes.Call, runtime.ExitShield)]);
    }
}
