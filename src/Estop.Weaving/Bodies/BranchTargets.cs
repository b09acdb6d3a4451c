using System.Collections;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Bodies;

/// <summary>Where an instruction may branch to. Asked of every instruction, so that it takes no memory.</summary>
/// <param name="operand">The operand of the instruction.</param>
internal readonly struct BranchTargets(object? operand) : IReadOnlyList<Instruction>
{
    public int Count => operand switch
    {
        Instruction => 1,
        Instruction[] table => table.Length,
        _ => 0,
    };

    public Instruction this[int index] => operand is Instruction[] table ? table[index] : (Instruction)operand!;

    public Enumerator GetEnumerator() => new(this);

    IEnumerator<Instruction> IEnumerable<Instruction>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public struct Enumerator(BranchTargets targets) : IEnumerator<Instruction>
    {
        private readonly int _count = targets.Count;
        private int _index = -1;

        public readonly Instruction Current => targets[_index];

        readonly object IEnumerator.Current => Current;

        public bool MoveNext() => ++_index < _count;

        public void Reset() => _index = -1;

        public readonly void Dispose()
        {
        }
    }
}
