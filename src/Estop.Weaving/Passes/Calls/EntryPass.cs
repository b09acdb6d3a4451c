using Estop.Weaving.Bodies;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Calls;

/// <summary>
/// A poll at the entry of a method, before any of its try blocks: the stop goes to the caller. A constructor too polls
/// first of all, when there is nothing yet that a stop could leave half made.
/// </summary>
internal static class EntryPass
{
    public static void Apply(MethodBody body, RuntimeReferences runtime)
    {
        var first = body.Instructions[0];
        var poll = Instruction.Create(OpCodes.Call, runtime.PollEntry);
        body.Instructions.Insert(0, poll);
        body.MoveSequencePoint(first, poll);
    }
}
