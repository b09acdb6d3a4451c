using Estop.Weaving.Bodies;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Awaits;

/// <summary>Decides what becomes of the state machines of async methods, lambdas and iterators.</summary>
internal static class StateMachinePlanner
{
    /// <summary>Null for a method that is no state machine, or one that no known compiler makes.</summary>
    public static StateMachinePlan? Plan(MethodBody body) =>
        StateMachines.IsAsyncMoveNext(body.Method)
        && StateMachines.OwnHandler(body, new BodyLayout(body)) is { } own
            ? new StateMachinePlan(own, [.. PureWaits.In(body)], [.. LetGoAwaits.In(body)])
            : null;
}
