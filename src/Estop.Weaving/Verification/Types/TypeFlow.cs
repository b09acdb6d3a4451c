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
    private readonly Stack<Instruction> _pending = [];
    private readonly EvaluationStack _stack = new();

    // By the place of an instruction.
    private readonly BodyLayout _layout;
    private readonly StackValue[]?[] _entered;
    private readonly bool[] _isBoundary;
    private readonly bool[] _isTryStart;

    private TypeFlow(MethodBody body, StackTypes types)
    {
        _body = body;
        _types = types;
        _effects = new Effects(body, types, _stack);
        _layout = new BodyLayout(body);
        _entered = new StackValue[body.Instructions.Count][];
        _isBoundary = new bool[body.Instructions.Count];
        _isTryStart = new bool[body.Instructions.Count];
    }

    /// <summary>What is wrong with the body; null when nothing is.</summary>
    public static string? FaultIn(MethodBody body, StackTypes types) =>
        body.Instructions.Count == 0 ? null : new TypeFlow(body, types).Fault();

    private static StackValue[] Holding(StackValue value) => [value];

    private string? Fault()
    {
        foreach (var instruction in _body.Instructions)
        {
            foreach (var target in instruction.BranchTargets())
            {
                _isBoundary[_layout.PositionOf(target)] = true;
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
            _isTryStart[_layout.PositionOf(clause.TryStart)] = true;
            foreach (var boundary in clause.Boundaries())
            {
                _isBoundary[_layout.PositionOf(boundary)] = true;
            }

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
        _stack.Restore(_entered[_layout.PositionOf(start)]!);
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

            if (_isBoundary[_layout.PositionOf(next)])
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

        foreach (var target in instruction.BranchTargets())
        {
            if (Enter(target, _stack.Save()) is { } fault)
            {
                return fault;
            }
        }

        return null;
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
        var place = _layout.PositionOf(target);
        if (values.Length > 0 && _isTryStart[place])
        {
            return $"enters a try block with {values.Length} values on the stack";
        }

        if (_entered[place] is not { } known)
        {
            _entered[place] = values;
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
            _entered[place] = values;
            _pending.Push(target);
        }

        return null;
    }
}
