using Estop.Weaving.Bodies;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Replacements;

/// <summary>Waits and hand-overs are called through the runtime.</summary>
internal static class ReplacementPass
{
    public static void Apply(MethodBody body, IReadOnlyList<ReplacementPlan> replacements)
    {
        foreach (var (call, replacement) in replacements)
        {
            var target = Instantiate((MethodReference)call.Operand, body.Method.Module.ImportReference(replacement.By));
            if (call.Previous is { OpCode.Code: Code.Tail } tail)
            {
                tail.Vanish();
            }

            call.Become(Instruction.Create(OpCodes.Call, target));
        }
    }

    private static MethodReference Instantiate(MethodReference replaced, MethodReference by)
    {
        IEnumerable<TypeReference> ofType = replaced.DeclaringType is GenericInstanceType type ? type.GenericArguments : [];
        IEnumerable<TypeReference> ofMethod = replaced is GenericInstanceMethod method ? method.GenericArguments : [];
        TypeReference[] arguments = [.. ofType, .. ofMethod];
        if (arguments.Length == 0)
        {
            return by;
        }

        var instance = new GenericInstanceMethod(by);
        instance.GenericArguments.AddRange(arguments);
        return instance;
    }
}
