using Estop.Weaving.Bodies;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes;

/// <summary>The branches at the start of an async method, and of its try blocks, that lead to where an await goes on.</summary>
internal static class StateDispatch
{
    /// <summary>
    /// Whether the branch tells the states of awaits from that of code which executes. A <c>finally</c> block asks whether
    /// the state is negative, or -1, and leads nowhere.
    /// </summary>
    public static bool IsDispatch(MethodBody body, Instruction branch, VariableDefinition state) =>
        branch.OpCode.FlowControl == FlowControl.Cond_Branch
        && Operation(branch) is not ("bge" or "bge.un" or "blt" or "blt.un")
        && !(Operation(branch) == "bne.un" && branch.Previous.LoadedConstant() == -1)
        && TestedBy(body, branch) == state;

    /// <summary>Where the dispatch leads when an await goes on.</summary>
    public static IEnumerable<Instruction> WhereItGoesOn(Instruction dispatch) =>
        GoesOnStraight(dispatch) ? [dispatch.Next]
        : dispatch.Operand is Instruction[] table ? table.Where((_, index) => !Executes(LowestOf(dispatch) + index))
        : dispatch.BranchTargets().Where(target => target != dispatch.Next);

    /// <summary>Whether it is code that starts which jumps, and an await that goes on which does not.</summary>
    public static bool GoesOnStraight(Instruction dispatch) => Operation(dispatch) is "bgt" or "bgt.un" or "bne.un" or "brtrue";

    /// <summary>Whether code executes in this state: -1, and in iterators -3 at their start. -2 says that it has ended.</summary>
    private static bool Executes(int state) => state is -1 or -2 or -3;

    /// <summary>The state that the first entry of a table is for.</summary>
    private static int LowestOf(Instruction table) => table.Previous switch
    {
        { OpCode.Code: Code.Sub, Previous: var constant } => constant.LoadedConstant() ?? 0,
        { OpCode.Code: Code.Add, Previous: var constant } => -(constant.LoadedConstant() ?? 0),
        _ => 0,
    };

    private static string Operation(Instruction branch) =>
        branch.OpCode.Name.EndsWith(".s", StringComparison.Ordinal) ? branch.OpCode.Name[..^2] : branch.OpCode.Name;

    /// <summary>The local that a branch compares with constants.</summary>
    private static VariableDefinition? TestedBy(MethodBody body, Instruction branch)
    {
        for (var instruction = branch.Previous; instruction is not null; instruction = instruction.Previous)
        {
            if (instruction.LoadedLocal(body) is { } local)
            {
                return local;
            }

            if (instruction.OpCode.StackBehaviourPush != StackBehaviour.Pushi && instruction.OpCode.Code is not (Code.Add or Code.Sub))
            {
                return null;
            }
        }

        return null;
    }
}
