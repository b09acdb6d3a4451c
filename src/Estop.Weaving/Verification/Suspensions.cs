using Estop.Weaving.Bodies;
using Estop.Weaving.Flow;
using Estop.Weaving.Passes;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Verification;

/// <summary>
/// An async method that has suspended itself may execute on another thread already: a stop on its way out would end its
/// task a second time. So no poll stands there, but one that is told of it.
/// </summary>
internal static class Suspensions
{
    public static string? FaultIn(MethodBody body, PollMethods polls)
    {
        if (!StateMachines.IsAsyncMoveNext(body.Method))
        {
            return null;
        }

        return body.Instructions.Where(StateMachines.IsSuspension).SelectMany(suspension =>
                Reach.From([suspension.Next], _ => false)
                    .Where(instruction => polls.IsPoll(instruction) && !IsTold(instruction, suspension)))
            .Any()
                ? "a poll stands behind an await that has suspended the method"
                : null;

        bool IsTold(Instruction poll, Instruction suspension) =>
            poll.Operand == polls.PollUnless
            && poll.Previous.LoadedLocal(body) is { } flag
            && suspension.Previous?.StoredLocal(body) == flag
            && suspension.Previous.Previous?.LoadedConstant() == 1;
    }
}
