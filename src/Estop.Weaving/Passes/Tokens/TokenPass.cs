using Estop.Weaving.Bodies;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Tokens;

/// <summary>Calls that could have been given a token are given the one that ends with the scope, read at the call.</summary>
internal static class TokenPass
{
    public static void Apply(MethodBody body, IReadOnlyList<TokenPlan> tokens, RuntimeReferences runtime)
    {
        foreach (var (call, overload, dependsOnType) in tokens)
        {
            if (dependsOnType)
            {
                CallByType(body, call, overload!, runtime);
                continue;
            }

            var current = Instruction.Create(OpCodes.Call, runtime.CurrentToken);
            if (overload is not null)
            {
                body.InsertAt(call, current).Operand = overload;
                continue;
            }

            var load = call.Previous;
            load.Become(current);
            load.Previous.Vanish();
            load.Previous.Previous.Vanish();
        }
    }

    /// <summary>The call's arguments wait in locals while the object is asked which method it is to be.</summary>
    private static void CallByType(MethodBody body, Instruction call, MethodReference overload, RuntimeReferences runtime)
    {
        var called = (MethodReference)call.Operand;
        List<VariableDefinition> arguments =
        [
            body.AddLocal(called.DeclaringType),
            .. called.Parameters.Select(parameter => body.AddLocal(parameter.ParameterType)),
        ];
        var end = Instruction.Create(OpCodes.Nop);
        var plain = Load().ToList();
        var displaced = body.InsertAt(
            call,
            [
                .. Enumerable.Reverse(arguments).Select(local => Instruction.Create(OpCodes.Stloc, local)),
                Instruction.Create(OpCodes.Ldloc, arguments[0]),
                Instruction.Create(OpCodes.Ldtoken, called),
                Instruction.Create(OpCodes.Ldtoken, overload),
                Instruction.Create(OpCodes.Ldtoken, called.DeclaringType),
                Instruction.Create(OpCodes.Call, runtime.OverloadsAgree),
                Instruction.Create(OpCodes.Brfalse, plain[0]),
                .. Load(),
                Instruction.Create(OpCodes.Call, runtime.CurrentToken),
                Instruction.Create(OpCodes.Callvirt, overload),
                Instruction.Create(OpCodes.Br, end),
                .. plain,
            ]);
        body.InsertAfter(displaced, end);

        IEnumerable<Instruction> Load() => arguments.Select(local => Instruction.Create(OpCodes.Ldloc, local));
    }
}
