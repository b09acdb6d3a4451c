using Mono.Cecil.Cil;

namespace Estop.Weaving.Bodies;

/// <summary>Works inside the handler of an exception clause.</summary>
internal static class HandlerBody
{
    /// <summary>
    /// Puts a guard around what a handler does. The inner region is the handler's own code; what comes after the guard
    /// is executed on every way out of the handler, still inside it.
    /// </summary>
    /// <param name="body">The method's body.</param>
    /// <param name="clause">The clause whose handler is meant.</param>
    /// <param name="guard">What is put around it. The exception, of a catch, is off the stack while it is entered.</param>
    /// <param name="afterwards">
    /// Makes what is executed between the guard and the <c>leave</c> that ends the handler; null for a finally block.
    /// </param>
    public static void Wrap(MethodBody body, ExceptionHandler clause, Guard guard, Func<Instruction>? afterwards)
    {
        var layout = new BodyLayout(body);
        var start = clause.HandlerStart;
        var end = clause.HandlerEnd;
        var exits = layout.ExitsOf(clause).ToList();
        var ends = layout.EndsOf(clause).ToList();
        var nested = body.ExceptionHandlers.Where(other => layout.IsInHandler(clause, other)).ToList();
        var at = layout.PositionOf(end);

        List<Instruction> tail = [.. guard.Leave, Instruction.Create(OpCodes.Endfinally)];
        var ways = tail.Count;
        tail.AddRange(clause.IsCatch() ? Redirect(exits, afterwards) : Redirect(ends));
        body.Instructions.InsertRange(at, tail);

        List<Instruction> head = clause.IsCatch() ? HoldException(body, clause, guard.Enter) : [.. guard.Enter];
        var tryStart = clause.IsCatch() ? head[^1] : start;
        body.Instructions.InsertRange(layout.PositionOf(start), head);

        foreach (var inner in nested)
        {
            inner.TryEnd = inner.TryEnd == end ? tail[0] : inner.TryEnd;
            inner.HandlerEnd = inner.HandlerEnd == end ? tail[0] : inner.HandlerEnd;
        }

        foreach (var other in body.ExceptionHandlers.Except(nested))
        {
            other.TryEnd = other.TryEnd == start ? head[0] : other.TryEnd;
            other.HandlerEnd = other.HandlerEnd == start ? head[0] : other.HandlerEnd;
        }

        clause.HandlerStart = head[0];
        body.MoveSequencePoint(start, head[0]);
        var guardClause = new ExceptionHandler(ExceptionHandlerType.Finally)
        {
            TryStart = tryStart,
            TryEnd = tail[0],
            HandlerStart = tail[0],
            HandlerEnd = ways < tail.Count ? tail[ways] : end,
        };
        body.ExceptionHandlers.Insert(IndexInside(body, clause, nested), guardClause);
    }

    /// <summary>Executes an instruction on every way out of a catch handler, still inside it.</summary>
    public static void BeforeExits(MethodBody body, ExceptionHandler clause, Func<Instruction> instruction)
    {
        foreach (var exit in new BodyLayout(body).ExitsOf(clause).ToList())
        {
            var leave = Instruction.Create(OpCodes.Leave, (Instruction)exit.Operand);
            exit.Become(instruction());
            body.Instructions.Insert(body.Instructions.IndexOf(exit) + 1, leave);
        }
    }

    /// <summary>
    /// The exception, which a catch handler starts with on its stack, waits in a local: a try block starts with an empty
    /// one.
    /// </summary>
    private static List<Instruction> HoldException(
        MethodBody body, ExceptionHandler clause, IReadOnlyList<Instruction> enter)
    {
        var type = clause.CatchType is { IsGenericParameter: false } caught ? caught : body.Method.Module.TypeSystem.Object;
        var exception = body.AddLocal(type);
        return
        [
            Instruction.Create(OpCodes.Stloc, exception),
            .. enter,
            Instruction.Create(OpCodes.Ldloc, exception),
        ];
    }

    /// <summary>A catch handler is left to several places: one way for each of them.</summary>
    private static List<Instruction> Redirect(List<Instruction> exits, Func<Instruction>? afterwards)
    {
        var ways = new List<Instruction>();
        foreach (var way in exits.GroupBy(exit => (Instruction)exit.Operand).ToList())
        {
            var leave = Instruction.Create(OpCodes.Leave, way.Key);
            var first = afterwards?.Invoke() ?? leave;
            foreach (var exit in way)
            {
                exit.Operand = first;
            }

            ways.Add(first);
            if (first != leave)
            {
                ways.Add(leave);
            }
        }

        return ways;
    }

    /// <summary>A finally block ends where it ends.</summary>
    private static List<Instruction> Redirect(List<Instruction> ends)
    {
        if (ends.Count == 0)
        {
            return [];
        }

        var endfinally = Instruction.Create(OpCodes.Endfinally);
        foreach (var end in ends)
        {
            end.Become(Instruction.Create(OpCodes.Leave, endfinally));
        }

        return [endfinally];
    }

    /// <summary>
    /// The place of a clause that lies in the handler of another: after what it encloses, before what encloses it, and
    /// not amid the clauses that share one try block.
    /// </summary>
    private static int IndexInside(MethodBody body, ExceptionHandler clause, List<ExceptionHandler> nested)
    {
        var clauses = body.ExceptionHandlers;
        var index = clauses.IndexOf(clause);
        while (index > 0 && !nested.Contains(clauses[index - 1])
            && clauses[index - 1].TryStart == clause.TryStart && clauses[index - 1].TryEnd == clause.TryEnd)
        {
            index--;
        }

        return index;
    }
}
