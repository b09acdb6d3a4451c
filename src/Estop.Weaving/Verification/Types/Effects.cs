using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Verification.Types;

/// <summary>What each instruction takes from the evaluation stack and puts on it (ECMA-335, partition III).</summary>
internal sealed class Effects(MethodBody body, StackTypes types, EvaluationStack stack)
{
    private readonly CallEffects _calls = new(body, types, stack);
    private readonly PlaceEffects _places = new(body, types, stack);

    public void Apply(Instruction instruction)
    {
        if (instruction.OpCode.OpCodeType == OpCodeType.Prefix
            || _places.Apply(instruction)
            || _calls.Apply(instruction)
            || ApplyObject(instruction))
        {
            return;
        }

        ApplyNumber(instruction);
    }

    private bool ApplyObject(Instruction instruction)
    {
        switch (instruction.OpCode.Code)
        {
            case Code.Dup:
                var top = stack.Pop();
                stack.Push(top);
                stack.Push(top);
                return true;
            case Code.Ldnull:
                stack.Push(StackValue.Null);
                return true;
            case Code.Ldstr:
                stack.Push(types.String);
                return true;
            case Code.Box:
                Put((TypeReference)instruction.Operand);
                stack.Push(types.Boxed((TypeReference)instruction.Operand));
                return true;
            case Code.Unbox:
                Object(stack.Pop());
                stack.Push(types.AddressOf((TypeReference)instruction.Operand));
                return true;
            case Code.Unbox_Any:
                Object(stack.Pop());
                stack.Push(types.Of((TypeReference)instruction.Operand));
                return true;
            case Code.Castclass or Code.Isinst:
                Object(stack.Pop());
                stack.Push(types.Boxed((TypeReference)instruction.Operand));
                return true;
            case Code.Newarr:
                Number(stack.Pop());
                stack.Push(types.ArrayOf((TypeReference)instruction.Operand));
                return true;
            case Code.Throw:
                Object(stack.Pop());
                return true;
            case Code.Ldtoken or Code.Arglist:
                stack.Push(StackValue.Unknown);
                return true;
            case Code.Mkrefany:
                stack.Pop();
                stack.Push(StackValue.Unknown);
                return true;
            case Code.Refanyval:
                stack.Pop();
                stack.Push(StackValue.AnyAddress);
                return true;
            case Code.Refanytype:
                stack.Pop();
                stack.Push(StackValue.Unknown);
                return true;
            default:
                return false;
        }
    }

    private void ApplyNumber(Instruction instruction)
    {
        switch (instruction.OpCode.Code)
        {
            case Code.Add or Code.Sub or Code.Mul or Code.Div or Code.Div_Un or Code.Rem or Code.Rem_Un
                or Code.And or Code.Or or Code.Xor
                or Code.Add_Ovf or Code.Add_Ovf_Un or Code.Sub_Ovf or Code.Sub_Ovf_Un or Code.Mul_Ovf or Code.Mul_Ovf_Un:
                var second = stack.Pop();
                stack.Push(Combine(stack.Pop(), second));
                break;
            case Code.Shl or Code.Shr or Code.Shr_Un:
                Number(stack.Pop());
                stack.Push(Number(stack.Pop()));
                break;
            case Code.Neg or Code.Not or Code.Ckfinite:
                stack.Push(Number(stack.Pop()));
                break;
            case Code.Ceq or Code.Cgt or Code.Cgt_Un or Code.Clt or Code.Clt_Un:
                Compare();
                stack.Push(StackValue.Int32);
                break;
            case Code.Beq or Code.Beq_S or Code.Bne_Un or Code.Bne_Un_S or Code.Bge or Code.Bge_S or Code.Bge_Un or Code.Bge_Un_S
                or Code.Bgt or Code.Bgt_S or Code.Bgt_Un or Code.Bgt_Un_S or Code.Ble or Code.Ble_S or Code.Ble_Un or Code.Ble_Un_S
                or Code.Blt or Code.Blt_S or Code.Blt_Un or Code.Blt_Un_S:
                Compare();
                break;
            case Code.Brfalse or Code.Brfalse_S or Code.Brtrue or Code.Brtrue_S:
                if (stack.Pop() is { Kind: StackKind.Value } value)
                {
                    stack.Report($"tests {value}");
                }

                break;
            case Code.Endfilter:
                Number(stack.Pop());
                if (stack.Depth > 0)
                {
                    stack.Report($"leaves {stack.Depth} values on the stack");
                }

                break;
            default:
                ApplyTable(instruction);
                break;
        }
    }

    /// <summary>The rest, which takes and gives what the table of instructions says.</summary>
    private void ApplyTable(Instruction instruction)
    {
        switch (instruction.OpCode.StackBehaviourPop)
        {
            case StackBehaviour.Pop1:
                var value = stack.Pop();
                if (value.Kind is StackKind.Value or StackKind.Parameter && instruction.OpCode.Code != Code.Pop)
                {
                    stack.Report($"takes {value} for a number");
                }

                break;
            case StackBehaviour.Popi:
                Number(stack.Pop());
                break;
            case StackBehaviour.Popi_popi_popi:
                Number(stack.Pop());
                stack.Pop(2);
                break;
        }

        switch (instruction.OpCode.StackBehaviourPush)
        {
            case StackBehaviour.Pushi:
                stack.Push(IsNative(instruction.OpCode.Code) ? StackValue.NativeInt : StackValue.Int32);
                break;
            case StackBehaviour.Pushi8:
                stack.Push(StackValue.Int64);
                break;
            case StackBehaviour.Pushr4 or StackBehaviour.Pushr8:
                stack.Push(StackValue.Float);
                break;
        }
    }

    private static bool IsNative(Code code) => code
        is Code.Conv_I or Code.Conv_U or Code.Conv_Ovf_I or Code.Conv_Ovf_U or Code.Conv_Ovf_I_Un or Code.Conv_Ovf_U_Un
        or Code.Localloc;

    private void Put(TypeReference place)
    {
        var value = stack.Pop();
        if (!types.Fits(value, place))
        {
            stack.Report($"takes {value} for {place.FullName}");
        }
    }

    private void Object(StackValue value)
    {
        if (value.Kind is not (StackKind.Unknown or StackKind.Reference or StackKind.Null or StackKind.Parameter))
        {
            stack.Report($"takes {value} for an object");
        }
    }

    private StackValue Number(StackValue value)
    {
        if (value.Kind is StackKind.Reference or StackKind.Null or StackKind.Value or StackKind.Parameter)
        {
            stack.Report($"takes {value} for a number");
        }

        return value;
    }

    private StackValue Combine(StackValue one, StackValue other)
    {
        Number(one);
        Number(other);
        return (one.Kind, other.Kind) switch
        {
            (StackKind.Address, StackKind.Address) => StackValue.NativeInt,
            (StackKind.Address, _) => one,
            (_, StackKind.Address) => other,
            (StackKind.Unknown, _) or (_, StackKind.Unknown) => StackValue.Unknown,
            (StackKind.NativeInt, StackKind.Int32 or StackKind.Int64) => one,
            (StackKind.Int32 or StackKind.Int64, StackKind.NativeInt) => other,
            var (kind, same) when kind == same => one,
            _ => Mixed(one, other),
        };
    }

    private StackValue Mixed(StackValue one, StackValue other)
    {
        stack.Report($"combines {one} with {other}");
        return StackValue.Unknown;
    }

    private void Compare()
    {
        var (second, first) = (stack.Pop(), stack.Pop());
        if (first.Kind == StackKind.Unknown || second.Kind == StackKind.Unknown)
        {
            return;
        }

        if (IsObject(first) != IsObject(second)
            || first.Kind is StackKind.Value || second.Kind is StackKind.Value
            || (first.IsNumber && second.IsNumber && StackKind.NativeInt is var native
                && first.Kind != second.Kind && first.Kind != native && second.Kind != native))
        {
            stack.Report($"compares {first} with {second}");
        }

        static bool IsObject(StackValue value) => value.Kind is StackKind.Reference or StackKind.Null or StackKind.Parameter;
    }
}
