using Estop.Weaving.Bodies;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Awaits;

/// <summary>Has blocking waits for operations that hold something of the worker's last as long as these.</summary>
internal static class HeldWaitPass
{
    public static void Apply(MethodBody body, IReadOnlyList<HeldWait> waits, RuntimeReferences runtime)
    {
        foreach (var (task, isValueTask) in waits)
        {
            body.InsertAfter(
                task.Last,
                isValueTask ? task.Call(runtime.HoldValue, runtime.HoldValueOfT) : task.Call(runtime.Hold, runtime.HoldOfT));
        }
    }
}
