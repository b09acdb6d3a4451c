using Estop.Weaving.Bodies;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.AwaitingCleanups;

/// <summary>Cleanup that awaits is shielded from its start to the test at its end, on the normal way too.</summary>
internal static class AwaitingCleanupPass
{
    public static void Apply(
        MethodBody body, IReadOnlyList<AwaitingCleanupPlan> cleanups, ShieldDepthField depth, RuntimeReferences runtime)
    {
        foreach (var cleanup in cleanups)
        {
            var layout = new BodyLayout(body);
            var from = layout.PositionOf(cleanup.Clause.TryStart);
            var coming = body.Instructions.Skip(from).Take(layout.PositionOf(cleanup.Clause.HandlerEnd) - from).ToList();
            AwaitingStretch.EnterFrom(
                body,
                coming,
                cleanup.Start,
                AwaitingStretch.Enter(depth, cleanup.Depth, swallows: false, runtime),
                cleanup.First);

            // The branch has its value on the stack, which stays below. Nothing leads past it.
            body.Instructions.InsertRange(
                body.Instructions.IndexOf(cleanup.Test), AwaitingStretch.Exit(depth, cleanup.Depth, runtime));
        }
    }
}
