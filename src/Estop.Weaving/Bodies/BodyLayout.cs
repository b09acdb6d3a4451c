using Mono.Cecil.Cil;

namespace Estop.Weaving.Bodies;

/// <summary>The places of a body's instructions, and which exception clauses they lie in. Holds until the body changes.</summary>
/// <remarks>
/// An instruction keeps its place in the field for its offset, which is computed anew when the body is written: it is asked
/// for too often to be looked up.
/// </remarks>
internal sealed class BodyLayout
{
    private readonly MethodBody _body;

    public BodyLayout(MethodBody body)
    {
        _body = body;
        var instructions = body.Instructions;
        for (var i = 0; i < instructions.Count; i++)
        {
            instructions[i].Offset = i;
        }
    }

    /// <summary>The place of an instruction; the end of the method for null, as the ends of regions are given.</summary>
    public int PositionOf(Instruction? instruction) => instruction?.Offset ?? _body.Instructions.Count;

    /// <summary>Whether the instruction is one of the body's.</summary>
    public bool Contains(Instruction instruction) =>
        instruction.Offset < _body.Instructions.Count && _body.Instructions[instruction.Offset] == instruction;

    public bool IsInTry(ExceptionHandler clause, Instruction instruction) =>
        IsBetween(clause.TryStart, clause.TryEnd, instruction);

    public bool IsInHandler(ExceptionHandler clause, Instruction instruction) =>
        IsBetween(clause.HandlerStart, clause.HandlerEnd, instruction);

    public bool IsInFilter(ExceptionHandler clause, Instruction instruction) =>
        clause.FilterStart is not null && IsBetween(clause.FilterStart, clause.HandlerStart, instruction);

    public bool IsInAnyFilter(Instruction instruction) =>
        _body.ExceptionHandlers.Any(clause => IsInFilter(clause, instruction));

    /// <summary>Whether the regions of one clause lie in the handler of another.</summary>
    public bool IsInHandler(ExceptionHandler outer, ExceptionHandler inner) =>
        outer != inner && IsInHandler(outer, inner.TryStart) && IsInHandler(outer, inner.HandlerStart);

    /// <summary>The instructions of the clause's handler, nested clauses included.</summary>
    public IEnumerable<Instruction> HandlerOf(ExceptionHandler clause) =>
        Range(PositionOf(clause.HandlerStart), PositionOf(clause.HandlerEnd));

    /// <summary>The <c>endfinally</c> that belong to the clause's own handler and not to one nested in it.</summary>
    public IEnumerable<Instruction> EndsOf(ExceptionHandler clause) =>
        HandlerOf(clause).Where(instruction => instruction.OpCode.Code == Code.Endfinally
            && !_body.ExceptionHandlers.Any(other => IsInHandler(clause, other) && IsInHandler(other, instruction)));

    /// <summary>The <c>leave</c> instructions that lead out of the clause's handler.</summary>
    public IEnumerable<Instruction> ExitsOf(ExceptionHandler clause) =>
        HandlerOf(clause).Where(instruction => instruction.IsLeave()
            && !IsInHandler(clause, (Instruction)instruction.Operand));

    /// <summary>The clauses whose regions the instruction lies in, as one value that can be compared.</summary>
    public string RegionOf(Instruction instruction) => string.Concat(_body.ExceptionHandlers.Select(clause =>
        IsInTry(clause, instruction) ? 't'
        : IsInHandler(clause, instruction) ? 'h'
        : IsInFilter(clause, instruction) ? 'f'
        : '-'));

    private bool IsBetween(Instruction start, Instruction? end, Instruction instruction)
    {
        var position = PositionOf(instruction);
        return PositionOf(start) <= position && position < PositionOf(end);
    }

    private IEnumerable<Instruction> Range(int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            yield return _body.Instructions[i];
        }
    }
}
