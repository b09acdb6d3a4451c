using Estop.Weaving.Bodies;
using Estop.Weaving.Flow;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Awaits;

/// <summary>
/// What an await has suspended may go on on another thread at once: a stop on the way out would end its task a second
/// time, in nobody's hands. C# and Visual Basic leave straight away. F# goes through the tests of the loops around,
/// where polls are: those are told.
/// </summary>
internal static class SuspendedPolls
{
    public static void Apply(MethodBody body, RuntimeReferences runtime)
    {
        var suspensions = body.Instructions.Where(StateMachines.IsSuspension).ToList();
        var polls = Reach.From(suspensions.Select(suspension => suspension.Next), _ => false)
            .Where(instruction => instruction.OpCode.Code == Code.Call && instruction.Operand == runtime.Poll)
            .ToList();
        if (polls.Count == 0)
        {
            return;
        }

        body.InitLocals = true;
        var suspended = body.AddLocal(body.Method.Module.TypeSystem.Boolean);
        foreach (var suspension in suspensions)
        {
            body.InsertAt(suspension, Instruction.Create(OpCodes.Ldc_I4_1), Instruction.Create(OpCodes.Stloc, suspended));
        }

        foreach (var poll in polls)
        {
            body.InsertAt(poll, Instruction.Create(OpCodes.Ldloc, suspended)).Operand = runtime.PollUnless;
        }
    }
}
