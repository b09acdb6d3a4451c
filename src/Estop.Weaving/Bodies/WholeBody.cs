using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Bodies;

/// <summary>Puts a guard around the whole body of a method.</summary>
internal static class WholeBody
{
    public static void Wrap(MethodBody body, Guard guard)
    {
        var instructions = body.Instructions;
        var first = instructions[0];
        var exit = Exit(body, out var result);
        foreach (var instruction in instructions.ToArray())
        {
            switch (instruction.OpCode.Code)
            {
                case Code.Ret:
                    Return(body, instruction, result, exit[0]);
                    break;
                case Code.Tail:
                    instruction.Vanish();
                    break;
            }
        }

        var handlerStart = instructions.Count;
        instructions.AddRange(guard.Leave);
        instructions.Add(Instruction.Create(OpCodes.Endfinally));
        instructions.AddRange(exit);
        foreach (var clause in body.ExceptionHandlers)
        {
            clause.TryEnd ??= instructions[handlerStart];
            clause.HandlerEnd ??= instructions[handlerStart];
        }

        instructions.InsertRange(0, guard.Enter);
        body.ExceptionHandlers.Add(new ExceptionHandler(ExceptionHandlerType.Finally)
        {
            TryStart = first,
            TryEnd = guard.Leave[0],
            HandlerStart = guard.Leave[0],
            HandlerEnd = exit[0],
        });
    }

    /// <summary>The one way out: the result, kept in a local while the guard is left, and <c>ret</c>.</summary>
    private static List<Instruction> Exit(MethodBody body, out VariableDefinition? result)
    {
        var type = body.Method.ReturnType.WithoutModifiers();
        if (type.MetadataType == MetadataType.Void)
        {
            result = null;
            return [Instruction.Create(OpCodes.Ret)];
        }

        result = body.AddLocal(type);
        return [Instruction.Create(OpCodes.Ldloc, result), Instruction.Create(OpCodes.Ret)];
    }

    private static void Return(MethodBody body, Instruction ret, VariableDefinition? result, Instruction exit)
    {
        var leave = Instruction.Create(OpCodes.Leave, exit);
        if (result is null)
        {
            ret.Become(leave);
            return;
        }

        ret.Become(Instruction.Create(OpCodes.Stloc, result));
        body.Instructions.Insert(body.Instructions.IndexOf(ret) + 1, leave);
    }
}
