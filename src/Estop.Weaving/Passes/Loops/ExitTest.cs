using Estop.Weaving.Flow;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Loops;

/// <summary>The end of a block that leaves a loop, or stays in it, by comparing a local with a constant.</summary>
internal sealed record ExitTest
{
    private readonly Code _comparison;
    private readonly int _bound;
    private readonly bool _leavesWhenTrue;

    private ExitTest(Code comparison, int bound, bool leavesWhenTrue) =>
        (_comparison, _bound, _leavesWhenTrue) = (comparison, bound, leavesWhenTrue);

    public static ExitTest? Of(BasicBlock block, VariableDefinition local, bool leavesByBranching)
    {
        var tail = new Stack<Instruction>(block.Instructions);
        var branch = tail.Pop();
        if (branch.OpCode.Code is Code.Brtrue or Code.Brfalse)
        {
            // Debug builds keep the outcome of the comparison in a local first.
            var holds = branch.OpCode.Code == Code.Brtrue;
            if (tail.Count >= 2 && tail.Peek().OpCode.Code == Code.Ldloc)
            {
                var load = tail.Pop();
                if (tail.Peek().OpCode.Code != Code.Stloc || tail.Pop().Operand != load.Operand)
                {
                    return null;
                }
            }

            // "a <= b" is compiled to "a > b" compared with 0.
            while (tail.Count >= 3 && tail.Peek().OpCode.Code == Code.Ceq
                && tail.ElementAt(1) is { OpCode.Code: Code.Ldc_I4, Operand: 0 }
                && tail.ElementAt(2).OpCode.Code is Code.Clt or Code.Clt_Un or Code.Cgt or Code.Cgt_Un or Code.Ceq)
            {
                tail.Pop();
                tail.Pop();
                holds = !holds;
            }

            return tail.TryPop(out var compare) ? Compare(tail, compare.OpCode.Code, local, holds == leavesByBranching) : null;
        }

        return Compare(tail, branch.OpCode.Code, local, leavesByBranching);
    }

    /// <summary>Whether the loop is left when the local holds the value.</summary>
    public bool Leaves(int value) => Holds(value) == _leavesWhenTrue;

    private static ExitTest? Compare(Stack<Instruction> tail, Code comparison, VariableDefinition local, bool leavesWhenTrue) =>
        IsKnown(comparison)
        && tail.TryPop(out var bound) && bound.OpCode.Code == Code.Ldc_I4
        && tail.TryPop(out var load) && load.OpCode.Code == Code.Ldloc && load.Operand == local
            ? new ExitTest(comparison, (int)bound.Operand, leavesWhenTrue)
            : null;

    private static bool IsKnown(Code comparison) => comparison
        is Code.Beq or Code.Ceq or Code.Bne_Un
        or Code.Blt or Code.Clt or Code.Ble or Code.Bgt or Code.Cgt or Code.Bge
        or Code.Blt_Un or Code.Clt_Un or Code.Ble_Un or Code.Bgt_Un or Code.Cgt_Un or Code.Bge_Un;

    private bool Holds(int value)
    {
        var (unsignedValue, unsignedBound) = unchecked(((uint)value, (uint)_bound));
        return _comparison switch
        {
            Code.Beq or Code.Ceq => value == _bound,
            Code.Bne_Un => value != _bound,
            Code.Blt or Code.Clt => value < _bound,
            Code.Ble => value <= _bound,
            Code.Bgt or Code.Cgt => value > _bound,
            Code.Bge => value >= _bound,
            Code.Blt_Un or Code.Clt_Un => unsignedValue < unsignedBound,
            Code.Ble_Un => unsignedValue <= unsignedBound,
            Code.Bgt_Un or Code.Cgt_Un => unsignedValue > unsignedBound,
            Code.Bge_Un => unsignedValue >= unsignedBound,
            _ => throw new InvalidOperationException($"{_comparison} is no comparison."),
        };
    }
}
