using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Collections.Generic;

namespace Estop.Weaving.Bodies;

internal static class MethodBodyExtensions
{
    /// <summary>Whether the body runs code of other methods.</summary>
    public static bool HasCalls(this MethodBody body)
    {
        foreach (var instruction in body.Instructions)
        {
            if (instruction.IsCall())
            {
                return true;
            }
        }

        return false;
    }

    public static VariableDefinition AddLocal(this MethodBody body, TypeReference type)
    {
        var local = new VariableDefinition(type);
        body.Variables.Add(local);
        return local;
    }

    public static void AddRange<T>(this Collection<T> items, IEnumerable<T> added)
    {
        foreach (var item in added)
        {
            items.Add(item);
        }
    }

    public static void InsertRange<T>(this Collection<T> items, int index, IEnumerable<T> added)
    {
        foreach (var item in added)
        {
            items.Insert(index++, item);
        }
    }

    public static void InsertAfter(this MethodBody body, Instruction instruction, params Instruction[] added) =>
        body.Instructions.InsertRange(body.Instructions.IndexOf(instruction) + 1, added);

    /// <summary>
    /// Puts instructions where another one stands: all that refers to that one, branches and regions and debugging
    /// information, then refers to the first of them.
    /// </summary>
    /// <returns>The instruction that was there, which is now another object.</returns>
    public static Instruction InsertAt(this MethodBody body, Instruction place, params Instruction[] added)
    {
        var displaced = Instruction.Create(OpCodes.Nop);
        displaced.Become(place);
        place.Become(added[0]);
        body.InsertAfter(place, [.. added[1..], displaced]);
        return displaced;
    }

    /// <summary>A line that started at one instruction starts at another.</summary>
    public static void MoveSequencePoint(this MethodBody body, Instruction from, Instruction to)
    {
        var points = body.Method.DebugInformation.SequencePoints;
        for (var i = 0; i < points.Count; i++)
        {
            if (body.Method.DebugInformation.GetSequencePoint(from) == points[i])
            {
                points[i] = new SequencePoint(to, points[i].Document)
                {
                    StartLine = points[i].StartLine,
                    StartColumn = points[i].StartColumn,
                    EndLine = points[i].EndLine,
                    EndColumn = points[i].EndColumn,
                };
                return;
            }
        }
    }
}
