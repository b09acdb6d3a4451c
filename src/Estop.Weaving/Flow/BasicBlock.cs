using Mono.Cecil.Cil;

namespace Estop.Weaving.Flow;

/// <summary>Instructions that are only ever executed one after another.</summary>
internal sealed class BasicBlock(int index, Instruction first, Instruction last)
{
    /// <summary>The position among the method's blocks, in the order of the IL.</summary>
    public int Index { get; } = index;

    public Instruction First { get; } = first;

    public Instruction Last { get; } = last;

    public List<BasicBlock> Successors { get; } = [];

    public List<BasicBlock> Predecessors { get; } = [];

    public IEnumerable<Instruction> Instructions
    {
        get
        {
            for (var instruction = First; instruction != Last; instruction = instruction.Next)
            {
                yield return instruction;
            }

            yield return Last;
        }
    }
}
