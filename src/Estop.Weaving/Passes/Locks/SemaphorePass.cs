using Estop.Weaving.Bodies;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Locks;

/// <summary>Taking and releasing a semaphore that is used as a lock is counted, as that of every other lock is.</summary>
internal static class SemaphorePass
{
    public static void Apply(MethodBody body, IReadOnlyList<SemaphorePlan> semaphores, RuntimeReferences runtime)
    {
        foreach (var (call, change, awaits) in semaphores)
        {
            // Released leaves the count that the semaphore had on the stack, and takes nothing from it.
            var counted = change switch
            {
                SemaphoreChange.Taken => awaits ? runtime.LockTakenAwaiting : runtime.LockTaken,
                SemaphoreChange.TakenIfTrue => awaits ? runtime.LockTakenAwaitingIfTrue : runtime.LockTakenIfTrue,
                _ => awaits ? runtime.LockReleasedAwaiting : runtime.LockReleased,
            };
            body.InsertAfter(call, Instruction.Create(OpCodes.Call, counted));
        }
    }
}
