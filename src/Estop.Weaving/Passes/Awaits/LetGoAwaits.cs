using Estop.Weaving.Reports;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Awaits;

/// <summary>
/// Finds awaits of operations that nothing of the worker's is in the hands of, so that they may be let go of as the last
/// rung: the task of a call into other code that was given plain data only, or one that the method was given itself.
/// </summary>
internal static class LetGoAwaits
{
    public static IEnumerable<LetGoTask> In(MethodBody body)
    {
        foreach (var awaited in AwaitedTasks.In(body, AwaitedTasks.Targets(body)))
        {
            if (awaited.Producer is { OpCode.Code: Code.Call or Code.Callvirt, Operand: MethodReference method }
                && AwaitedTasks.IsTask(method.ReturnType)
                && LetGoRules.MayBeLetGo(method, body.Method.Module))
            {
                yield return new LetGoTask(awaited, MethodNames.Of(method));
            }
        }

        foreach (var given in PureWaits.GivenIn(body))
        {
            yield return new LetGoTask(given, $"A task that was given to {MethodNames.InSource(body.Method)}");
        }
    }
}
