using Estop.Weaving.Bodies;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Verification.Types;

/// <summary>
/// Follows what is on the evaluation stack through a method, along every way: the depth agrees where ways meet, try
/// blocks are entered with an empty stack, and every value fits where it is put. The runtime checks the first two when
/// it compiles the method; the third it takes on trust, and reads an object as what it is not.
/// </summary>
internal sealed class TypeFlow
{
    private readonly MethodBody _body;
    private readonly StackTypes _types;
    private readonly Effects _effects;
    private readonly Dictionary<Instruction, StackValue[]> _entered = [];
    private readonly HashSet<Instruction> _tryStarts = [];
    private readonly HashSet<Instruction> _boundaries = [];
    private readonly Stack<Instruction> _pending = [];
    private readonly EvaluationStack _stack = new();

    private TypeFlow(MethodBody body, StackTypes types)
    {
        _body = body;
        _types = types;
        _effects = new Effects(body, types, _stack);
    }

    /// <summary>What is wrong with the body; null when nothing is.</summary>
    public static string? FaultIn(MethodBody body, StackTypes types) =>
        body.Instructions.Count == 0 ? null : new TypeFlow(body, types).Fault();

    private static StackValue[] Holding(StackValue value) => [value];

    private string? Fault()
    {
        foreach (var instruction in _body.Instructions)
        {
            if (instruction.Operand is Instruction or Instruction[])
            {
                _boundaries.UnionWith(instruction.BranchTargets());
            }
        }

        var fault = Enter(_body.Instructions[0], []) ?? EnterClauses();
        while (fault is null && _pending.TryPop(out var start))
        {
            fault = Follow(start);
        }

        return fault;
    }

    private string? EnterClauses()
    {
        string? fault = null;
        foreach (var clause in _body.ExceptionHandlers)
        {
            _tryStarts.Add(clause.TryStart);
            _boundaries.UnionWith(clause.Boundaries());
            var caught = clause.CatchType is null ? StackValue.AnyReference : _types.Boxed(clause.CatchType);
            fault ??= Enter(clause.HandlerStart, clause.IsCatch() ? Holding(caught) : []);
            if (clause.FilterStart is not null)
            {
                fault ??= Enter(clause.FilterStart, Holding(StackValue.AnyReference));
            }
        }

        return fault;
    }

    /// <summary>Goes on from an instruction until control goes elsewhere, or joins what was seen already.</summary>
    private string? Follow(Instruction start)
    {
        _stack.Restore(_entered[start]);
        for (var instruction = start; ; instruction = instruction.Next)
        {
            _effects.Apply(instruction);
            if ((_stack.Fault ?? Leave(instruction)) is { } fault)
            {
                return $"'{instruction.OpCode}' {fault}";
            }

            if (!instruction.FallsThrough())
            {
                return null;
            }

            if (instruction.Next is not { } next)
            {
                return $"control runs off the end behind '{instruction.OpCode}'";
            }

            if (_boundaries.Contains(next))
            {
                return FallInto(next);
            }
        }
    }

    private string? Leave(Instruction instruction)
    {
        if (instruction.IsLeave())
        {
            _stack.Clear();
        }

        return instruction.Operand switch
        {
            Instruction target => Enter(target, _stack.Save()),
            Instruction[] targets => targets.Select(target => Enter(target, _stack.Save())).FirstOrDefault(fault => fault is not null),
            _ => null,
        };
    }

    private string? FallInto(Instruction next)
    {
        foreach (var clause in _body.ExceptionHandlers)
        {
            if (next == clause.HandlerStart || next == clause.FilterStart)
            {
                return $"control falls into a handler, at '{next.OpCode}'";
            }

            if (next == clause.TryEnd || next == clause.HandlerEnd)
            {
                return $"control falls out of a protected region, to '{next.OpCode}'";
            }
        }

        return Enter(next, _stack.Save());
    }

    private string? Enter(Instruction target, StackValue[] values)
    {
        if (values.Length > 0 && _tryStarts.Contains(target))
        {
            return $"enters a try block with {values.Length} values on the stack";
        }

        if (!_entered.TryGetValue(target, out var known))
        {
            _entered.Add(target, values);
            _pending.Push(target);
            return null;
        }

        if (known.Length != values.Length)
        {
            return $"comes to '{target.OpCode}' with {values.Length} values on the stack, and another way with {known.Length}";
        }

        var changed = false;
        for (var i = 0; i < known.Length; i++)
        {
            if (StackValue.Meet(known[i], values[i]) is not { } met)
            {
                return $"comes to '{target.OpCode}' with {values[i]} on the stack, and another way with {known[i]}";
            }

            if (!ReferenceEquals(met, known[i]))
            {
                changed |= !met.IsLike(known[i]);
                values[i] = met;
            }
            else
            {
                values[i] = known[i];
            }
        }

        if (changed)
        {
            _entered[target] = values;
            _pending.Push(target);
        }

        return null;
    }
}
