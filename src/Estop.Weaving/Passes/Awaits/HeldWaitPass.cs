using Estop.Weaving.Bodies;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Awaits;

/// <summary>Has blocking waits for operations that hold something of the worker's last as long as these.</summary>
internal static class HeldWaitPass
{
    public static void Apply(MethodBody body, IReadOnlyList<HeldWait> waits, RuntimeReferences runtime)
    {
        foreach (var (task, isValueTask, always) in waits)
        {
            var method = always ? "Hold" : "HoldOwn";
            body.InsertAfter(
                task.Last,
                isValueTask
                    ? task.Call(runtime.Hold(method, "ValueTask"), runtime.Hold(method, "ValueTask`1"))
                    : task.Call(runtime.Hold(method, "Task"), runtime.Hold(method, "Task`1")));
        }
    }
}
