using Mono.Cecil.Cil;

namespace Estop.Weaving.Bodies;

/// <summary>Works around the handler of a <c>finally</c> clause.</summary>
internal static class FinallyBody
{
    /// <summary>
    /// Puts a guard around what a finally block does, by a second one around both the block and what it protects:
    /// <code>
    /// try { try { … } finally { enter; … } } finally { leave; }
    /// </code>
    /// On the way that no exception takes, the JIT executes finally blocks in line when they do not lie in one another.
    /// </summary>
    /// <returns>Whether it could be done: what the second one protects must be the first one and nothing else.</returns>
    public static bool TryWrap(MethodBody body, ExceptionHandler clause, Guard guard)
    {
        if (clause.HandlerType != ExceptionHandlerType.Finally
            || clause.TryEnd != clause.HandlerStart
            || body.ExceptionHandlers.Any(other =>
                other != clause && other.TryStart == clause.TryStart && other.TryEnd == clause.TryEnd))
        {
            return false;
        }

        var layout = new BodyLayout(body);
        var (start, end) = (clause.HandlerStart, clause.HandlerEnd);
        var nested = body.ExceptionHandlers.Where(other => layout.IsInHandler(clause, other)).ToList();
        Instruction[] leave = [.. guard.Leave, Instruction.Create(OpCodes.Endfinally)];
        body.Instructions.InsertRange(layout.PositionOf(end), leave);
        body.Instructions.InsertRange(layout.PositionOf(start), guard.Enter);
        foreach (var inner in nested)
        {
            inner.TryEnd = inner.TryEnd == end ? leave[0] : inner.TryEnd;
            inner.HandlerEnd = inner.HandlerEnd == end ? leave[0] : inner.HandlerEnd;
        }

        foreach (var other in body.ExceptionHandlers.Except(nested))
        {
            other.TryEnd = other.TryEnd == start ? guard.Enter[0] : other.TryEnd;
            other.HandlerEnd = other.HandlerEnd == start ? guard.Enter[0] : other.HandlerEnd;
        }

        clause.HandlerStart = guard.Enter[0];
        clause.HandlerEnd = leave[0];
        body.MoveSequencePoint(start, guard.Enter[0]);
        body.ExceptionHandlers.Insert(body.ExceptionHandlers.IndexOf(clause) + 1, new ExceptionHandler(ExceptionHandlerType.Finally)
        {
            TryStart = clause.TryStart,
            TryEnd = leave[0],
            HandlerStart = leave[0],
            HandlerEnd = end,
        });
        return true;
    }
}
