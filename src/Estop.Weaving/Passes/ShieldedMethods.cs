using Estop.Weaving.Bodies;
using Estop.Weaving.Passes.Cleanups;
using Estop.Weaving.Passes.Initialisers;
using Estop.Weaving.Passes.Loops;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes;

/// <summary>Recognises methods that run shielded as a whole.</summary>
internal static class ShieldedMethods
{
    /// <summary>Whether a stop waits for the method to end, within the cleanup budget.</summary>
    public static bool IsShielded(MethodDefinition method) =>
        (CleanupMethods.IsCleanup(method)
            || TypeInitialisers.IsInitialiser(method)
            || FinalizableTypes.IsConstructor(method)
            || EventListeners.IsCallback(method)
            || NativeCallbacks.IsCallback(method))
        && MayTakeTime(method);

    /// <summary>Whether the method calls anything but properties without calls of their own, which never poll, or loops.</summary>
    public static bool MayTakeTime(MethodDefinition method) =>
        method.Body.Instructions.Any(instruction => instruction.IsCall() && !IsPlainProperty(instruction, method.Module))
        || LoopPlanner.MayLoop(method.Body);

    private static bool IsPlainProperty(Instruction call, ModuleDefinition module) =>
        LeafMethods.IsSmallLeaf(call, module) && ((MethodReference)call.Operand).Resolve() is { IsGetter: true } or { IsSetter: true };
}
