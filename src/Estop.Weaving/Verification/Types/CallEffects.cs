using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Verification.Types;

/// <summary>The instructions that pass control on: calls, and the return.</summary>
internal sealed class CallEffects(MethodBody body, StackTypes types, EvaluationStack stack)
{
    public bool Apply(Instruction instruction)
    {
        switch (instruction.OpCode.Code)
        {
            case Code.Call or Code.Callvirt:
                var method = (MethodReference)instruction.Operand;
                Arguments(method, method);
                if (method.HasThis)
                {
                    Instance(instruction, method);
                }

                Result(method.ReturnType, method);
                return true;
            case Code.Calli:
                var site = (CallSite)instruction.Operand;
                stack.Pop();
                Arguments(site, member: null);
                if (site.HasThis)
                {
                    stack.Pop();
                }

                Result(site.ReturnType, member: null);
                return true;
            case Code.Newobj:
                var constructor = (MethodReference)instruction.Operand;
                Arguments(constructor, constructor);
                stack.Push(types.Of(constructor.DeclaringType));
                return true;
            case Code.Ldftn:
                stack.Push(StackValue.NativeInt);
                return true;
            case Code.Ldvirtftn:
                stack.Pop();
                stack.Push(StackValue.NativeInt);
                return true;
            case Code.Ret:
                Return();
                return true;
            default:
                return false;
        }
    }

    private TypeReference Substitute(TypeReference type, MemberReference? member) =>
        member is null ? type : types.Substitution.In(type, member);

    private void Arguments(IMethodSignature signature, MemberReference? member)
    {
        for (var i = signature.Parameters.Count - 1; i >= 0; i--)
        {
            var value = stack.Pop();
            var parameter = Substitute(signature.Parameters[i].ParameterType, member);
            if (!types.Fits(value, parameter))
            {
                stack.Report($"gives {value} to {member?.FullName ?? "a function pointer"} for {parameter.FullName}");
            }
        }
    }

    private void Instance(Instruction call, MethodReference method)
    {
        var value = stack.Pop();
        var isAddress = call.Previous is { OpCode.Code: Code.Constrained } || types.IsValueType(method.DeclaringType) == true;
        var fits = value.Kind switch
        {
            StackKind.Unknown or StackKind.NativeInt => true,
            StackKind.Address => isAddress || types.IsValueType(method.DeclaringType) is null,
            StackKind.Reference => !isAddress && types.Fits(value, method.DeclaringType),
            StackKind.Null => !isAddress,
            _ => false,
        };
        if (!fits)
        {
            stack.Report($"calls {method.FullName} of {value}");
        }
    }

    private void Result(TypeReference type, MemberReference? member)
    {
        var result = Substitute(type, member);
        if (!StackTypes.IsVoid(result))
        {
            stack.Push(types.Of(result));
        }
    }

    private void Return()
    {
        var type = body.Method.ReturnType;
        if (!StackTypes.IsVoid(type))
        {
            var value = stack.Pop();
            if (!types.Fits(value, type))
            {
                stack.Report($"returns {value} for {type.FullName}");
            }
        }

        if (stack.Depth > 0)
        {
            stack.Report($"leaves {stack.Depth} values on the stack");
        }
    }
}
