using Estop.Weaving.Bodies;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Tokens;

/// <summary>Calls that could have been given a token are given the one that ends with the scope, read at the call.</summary>
internal static class TokenPass
{
    public static void Apply(MethodBody body, IReadOnlyList<TokenPlan> tokens, RuntimeReferences runtime)
    {
        foreach (var (call, overload) in tokens)
        {
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
}
