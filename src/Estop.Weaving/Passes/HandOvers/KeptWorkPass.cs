using Estop.Weaving.Bodies;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.HandOvers;

/// <summary>Work that a library keeps is started outside of any scope.</summary>
internal static class KeptWorkPass
{
    public static void Apply(MethodBody body, IReadOnlyList<Instruction> calls, RuntimeReferences runtime)
    {
        foreach (var call in calls)
        {
            // The arguments are on the stack by now, so no try block can stand here.
            var scope = body.AddLocal(runtime.BeginDetached.ReturnType);
            var moved = body.InsertAt(
                call, Instruction.Create(OpCodes.Call, runtime.BeginDetached), Instruction.Create(OpCodes.Stloc, scope));
            body.InsertAfter(
                moved, Instruction.Create(OpCodes.Ldloc, scope), Instruction.Create(OpCodes.Call, runtime.EndDetached));
        }
    }
}
