using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Awaits;

/// <summary>A task whose wait is treated.</summary>
/// <param name="Producer">The instruction that puts it on the stack.</param>
/// <param name="Last">The last instruction before the wait, behind which it is still there.</param>
/// <param name="Result">The type of its result; null when it has none.</param>
internal sealed record GuardedTask(Instruction Producer, Instruction Last, TypeReference? Result)
{
    /// <summary>What is called on the task when it is on the stack.</summary>
    /// <param name="method">The method of the runtime for tasks without a result.</param>
    /// <param name="methodOfT">The one for tasks with a result.</param>
    public Instruction Call(MethodReference method, MethodReference methodOfT)
    {
        if (Result is null)
        {
            return Instruction.Create(OpCodes.Call, method);
        }

        var instance = new GenericInstanceMethod(methodOfT);
        instance.GenericArguments.Add(Result);
        return Instruction.Create(OpCodes.Call, instance);
    }
}
