using Estop.Weaving.Bodies;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.AwaitingCleanups;

/// <summary>
/// A handler that awaits runs shielded, as every handler does, and the stop returns at its end. What an exception may
/// reach from its middle finds the shields as they were.
/// </summary>
internal static class AwaitingHandlerPass
{
    public static void Apply(
        MethodBody body, IReadOnlyList<AwaitingHandlerPlan> handlers, ShieldDepthField depth, RuntimeReferences runtime)
    {
        foreach (var handler in handlers.OrderByDescending(handler => handler.Depth))
        {
            LeaveThroughExits(body, handler, () =>
            [
                .. AwaitingStretch.Exit(depth, handler.Depth, runtime),
                .. handler.Swallows ? [Instruction.Create(OpCodes.Call, runtime.Check)] : Array.Empty<Instruction>(),
            ]);
            AwaitingStretch.EnterFrom(
                body,
                handler.Tests,
                handler.Start,
                AwaitingStretch.Enter(depth, handler.Depth, handler.Swallows, runtime),
                handler.First);
        }
    }

    /// <summary>Comes after the handlers were wrapped: their own shields are entered after these were left.</summary>
    public static void Return(
        MethodBody body, IReadOnlyList<ReturnPlan> returns, ShieldDepthField depth, RuntimeReferences runtime)
    {
        foreach (var (clause, around) in returns)
        {
            body.InsertAt(clause.HandlerStart, [.. AwaitingStretch.Exit(depth, around, runtime)]);
        }
    }

    /// <summary>One exit for each place that the handler is left to, at its end.</summary>
    private static void LeaveThroughExits(MethodBody body, AwaitingHandlerPlan handler, Func<IReadOnlyList<Instruction>> leave)
    {
        var layout = new BodyLayout(body);
        var from = layout.PositionOf(handler.First);
        var to = layout.PositionOf(handler.End);
        var stretch = body.Instructions.Skip(from).Take(to - from).ToList();
        var inside = stretch.ToHashSet();
        var nested = body.ExceptionHandlers.Where(clause => inside.Contains(clause.TryStart)).ToList();

        var tail = new List<Instruction>();
        if (stretch[^1].FallsThrough())
        {
            tail.AddRange(leave());
            tail.Add(Instruction.Create(OpCodes.Br, handler.End));
        }

        var exits = stretch
            .Where(instruction => !HandlerFlow.IsSuspension(instruction))
            .SelectMany(instruction => instruction.BranchTargets(), (branch, target) => (Branch: branch, Target: target))
            .Where(exit => !inside.Contains(exit.Target))
            .GroupBy(exit => (exit.Target, IsLeave: exit.Branch.IsLeave()))
            .ToList();
        foreach (var exit in exits)
        {
            var way = leave();
            tail.AddRange(way);
            tail.Add(Instruction.Create(exit.Key.IsLeave ? OpCodes.Leave : OpCodes.Br, exit.Key.Target));
            foreach (var (branch, target) in exit)
            {
                branch.Retarget(target, way[0]);
            }
        }

        if (tail.Count == 0)
        {
            return;
        }

        body.Instructions.InsertRange(to, tail);
        foreach (var clause in nested)
        {
            clause.TryEnd = clause.TryEnd == handler.End ? tail[0] : clause.TryEnd;
            clause.HandlerEnd = clause.HandlerEnd == handler.End ? tail[0] : clause.HandlerEnd;
        }
    }
}
