using Estop.Weaving.Bodies;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Loops;

/// <summary>
/// Makes the polls of a method's loops. Where a loop wants its variables in registers, they are put aside for the time of
/// the poll's call:
/// <code>
///         if (!Safepoint.IsWanted()) goto next;
///         saved = variable; …
///         poll;
///         variable = saved; …
/// next:
/// </code>
/// Nothing of the loop is then alive across a call, for the sake of which the JIT would keep it in memory all the time.
/// </summary>
internal sealed class LoopPolls(MethodBody body, RuntimeReferences runtime)
{
    private readonly Dictionary<object, VariableDefinition> _saves = [];

    /// <summary>What polls, before that instruction.</summary>
    /// <param name="carried">The variables to put aside.</param>
    /// <param name="next">What follows.</param>
    public Instruction[] Before(Instruction next, IReadOnlyList<object> carried) => carried is []
        ? [Instruction.Create(OpCodes.Call, runtime.Poll)]
        :
        [
            Instruction.Create(OpCodes.Call, runtime.IsWanted),
            Instruction.Create(OpCodes.Brfalse, next),
            .. carried.SelectMany(Save),
            Instruction.Create(OpCodes.Call, runtime.Poll),
            .. carried.SelectMany(Restore),
        ];

    /// <summary>A poll that takes the place of an instruction.</summary>
    public void Insert(Instruction place, IReadOnlyList<object> carried)
    {
        var poll = Before(place, carried);
        var displaced = body.InsertAt(place, poll);
        if (carried is not [])
        {
            poll[1].Operand = displaced;
        }
    }

    private IEnumerable<Instruction> Save(object variable) =>
    [
        variable is VariableDefinition local
            ? Instruction.Create(OpCodes.Ldloc, local)
            : Instruction.Create(OpCodes.Ldarg, (ParameterDefinition)variable),
        Instruction.Create(OpCodes.Stloc, SaveOf(variable)),
    ];

    /// <summary>
    /// What is read through a volatile address lies in memory. A plain copy the JIT would see through, and take the
    /// variable itself instead.
    /// </summary>
    private IEnumerable<Instruction> Restore(object variable) =>
    [
        Instruction.Create(OpCodes.Ldloca, SaveOf(variable)),
        Instruction.Create(OpCodes.Volatile),
        Instruction.Create(OpCodes.Ldobj, CarriedVariables.TypeOf(variable)),
        variable is VariableDefinition local
            ? Instruction.Create(OpCodes.Stloc, local)
            : Instruction.Create(OpCodes.Starg, (ParameterDefinition)variable),
    ];

    private VariableDefinition SaveOf(object variable)
    {
        if (!_saves.TryGetValue(variable, out var save))
        {
            save = body.AddLocal(CarriedVariables.TypeOf(variable));
            _saves.Add(variable, save);
        }

        return save;
    }
}
