using Estop.Weaving.Bodies;
using Estop.Weaving.Passes.Cleanups;
using Estop.Weaving.Passes.Initialisers;
using Estop.Weaving.Passes.Loops;
using Mono.Cecil;

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

    private static bool MayTakeTime(MethodDefinition method) =>
        method.Body.HasCalls() || LoopPlanner.MayLoop(method.Body);
}
