using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Verification.Types;

/// <summary>The instructions that load from places and store to them: locals, arguments, fields, elements, addresses.</summary>
internal sealed class PlaceEffects(MethodBody body, StackTypes types, EvaluationStack stack)
{
    public bool Apply(Instruction instruction) =>
        ApplyVariable(instruction) || ApplyField(instruction) || ApplyElement(instruction) || ApplyAddress(instruction);

    private bool ApplyVariable(Instruction instruction)
    {
        var code = instruction.OpCode.Code;
        switch (code)
        {
            case Code.Ldloc_0 or Code.Ldloc_1 or Code.Ldloc_2 or Code.Ldloc_3:
                Load(body.Variables[code - Code.Ldloc_0].VariableType);
                return true;
            case Code.Stloc_0 or Code.Stloc_1 or Code.Stloc_2 or Code.Stloc_3:
                Store(body.Variables[code - Code.Stloc_0].VariableType, "a local");
                return true;
            case Code.Ldloc or Code.Ldloc_S:
                Load(((VariableDefinition)instruction.Operand).VariableType);
                return true;
            case Code.Stloc or Code.Stloc_S:
                Store(((VariableDefinition)instruction.Operand).VariableType, "a local");
                return true;
            case Code.Ldloca or Code.Ldloca_S:
                Address(((VariableDefinition)instruction.Operand).VariableType);
                return true;
            case Code.Ldarg_0 or Code.Ldarg_1 or Code.Ldarg_2 or Code.Ldarg_3:
                var index = code - Code.Ldarg_0 - (body.Method.HasThis ? 1 : 0);
                stack.Push(index < 0 ? This() : types.Of(body.Method.Parameters[index].ParameterType));
                return true;
            case Code.Ldarg or Code.Ldarg_S:
                stack.Push(Argument(instruction) is { } parameter ? types.Of(parameter) : This());
                return true;
            case Code.Starg or Code.Starg_S:
                Store(Argument(instruction), "an argument");
                return true;
            case Code.Ldarga or Code.Ldarga_S:
                Address(Argument(instruction));
                return true;
            default:
                return false;
        }
    }

    private bool ApplyField(Instruction instruction)
    {
        switch (instruction.OpCode.Code)
        {
            case Code.Ldfld:
                Owner((FieldReference)instruction.Operand);
                stack.Push(types.Of(TypeOf((FieldReference)instruction.Operand)));
                return true;
            case Code.Ldsfld:
                stack.Push(types.Of(TypeOf((FieldReference)instruction.Operand)));
                return true;
            case Code.Ldflda:
                Owner((FieldReference)instruction.Operand);
                Address(TypeOf((FieldReference)instruction.Operand));
                return true;
            case Code.Ldsflda:
                Address(TypeOf((FieldReference)instruction.Operand));
                return true;
            case Code.Stfld:
                Store(TypeOf((FieldReference)instruction.Operand), "a field");
                Owner((FieldReference)instruction.Operand);
                return true;
            case Code.Stsfld:
                Store(TypeOf((FieldReference)instruction.Operand), "a field");
                return true;
            default:
                return false;
        }
    }

    private bool ApplyElement(Instruction instruction)
    {
        switch (instruction.OpCode.Code)
        {
            case Code.Ldlen:
                Array();
                stack.Push(StackValue.NativeInt);
                return true;
            case Code.Ldelema:
                Index();
                Array();
                Address((TypeReference)instruction.Operand);
                return true;
            case Code.Ldelem_Ref:
                Index();
                stack.Push(Array() is { } element ? types.Of(element) : StackValue.Unknown);
                return true;
            case Code.Ldelem_Any:
                Index();
                Array();
                Load((TypeReference)instruction.Operand);
                return true;
            case Code.Stelem_Ref:
                stack.Pop();
                Index();
                Array();
                return true;
            case Code.Stelem_Any:
                Store((TypeReference)instruction.Operand, "an element");
                Index();
                Array();
                return true;
            case Code.Ldelem_I1 or Code.Ldelem_U1 or Code.Ldelem_I2 or Code.Ldelem_U2 or Code.Ldelem_I4 or Code.Ldelem_U4:
                return Element(StackValue.Int32);
            case Code.Ldelem_I8:
                return Element(StackValue.Int64);
            case Code.Ldelem_I:
                return Element(StackValue.NativeInt);
            case Code.Ldelem_R4 or Code.Ldelem_R8:
                return Element(StackValue.Float);
            case Code.Stelem_I or Code.Stelem_I1 or Code.Stelem_I2 or Code.Stelem_I4 or Code.Stelem_I8
                or Code.Stelem_R4 or Code.Stelem_R8:
                Number();
                Index();
                Array();
                return true;
            default:
                return false;
        }
    }

    private bool ApplyAddress(Instruction instruction)
    {
        switch (instruction.OpCode.Code)
        {
            case Code.Ldobj:
                Pointer();
                Load((TypeReference)instruction.Operand);
                return true;
            case Code.Stobj:
                Store((TypeReference)instruction.Operand, "a place");
                Pointer();
                return true;
            case Code.Cpobj:
                Pointer();
                Pointer();
                return true;
            case Code.Initobj:
                Pointer();
                return true;
            case Code.Ldind_Ref:
                stack.Push(Pointer() is { Kind: StackKind.Address, Types: [var place] } ? types.Of(place) : StackValue.Unknown);
                return true;
            case Code.Stind_Ref:
                var value = stack.Pop();
                if (Pointer() is { Kind: StackKind.Address, Types: [var target] } && !types.Fits(value, target))
                {
                    stack.Report($"puts {value} into a place of {target.FullName}");
                }

                return true;
            case Code.Ldind_I1 or Code.Ldind_U1 or Code.Ldind_I2 or Code.Ldind_U2 or Code.Ldind_I4 or Code.Ldind_U4:
                Pointer();
                stack.Push(StackValue.Int32);
                return true;
            case Code.Ldind_I8:
                Pointer();
                stack.Push(StackValue.Int64);
                return true;
            case Code.Ldind_I:
                Pointer();
                stack.Push(StackValue.NativeInt);
                return true;
            case Code.Ldind_R4 or Code.Ldind_R8:
                Pointer();
                stack.Push(StackValue.Float);
                return true;
            case Code.Stind_I or Code.Stind_I1 or Code.Stind_I2 or Code.Stind_I4 or Code.Stind_I8
                or Code.Stind_R4 or Code.Stind_R8:
                Number();
                Pointer();
                return true;
            default:
                return false;
        }
    }

    private TypeReference TypeOf(FieldReference field) => types.Substitution.In(field.FieldType, field);

    /// <summary>The type of the argument; null for the instance.</summary>
    private TypeReference? Argument(Instruction instruction) =>
        (ParameterDefinition)instruction.Operand is { Index: >= 0 } parameter ? parameter.ParameterType : null;

    private StackValue This() => types.This(body.Method.DeclaringType);

    private void Load(TypeReference place) => stack.Push(types.Of(place));

    private void Address(TypeReference? place) =>
        stack.Push(place is null || place.IsByReference ? StackValue.AnyAddress : types.AddressOf(place));

    private void Store(TypeReference? place, string what)
    {
        var value = stack.Pop();
        if (place is not null && !types.Fits(value, place))
        {
            stack.Report($"puts {value} into {what} of {place.FullName}");
        }
    }

    private bool Element(StackValue value)
    {
        Index();
        Array();
        stack.Push(value);
        return true;
    }

    private void Owner(FieldReference field)
    {
        var owner = stack.Pop();
        if (owner.IsNumber && owner.Kind != StackKind.NativeInt)
        {
            stack.Report($"takes {owner} for an object with the field {field.Name}");
        }
        else if (owner.Kind == StackKind.Reference
            && types.IsValueType(field.DeclaringType) == false && !types.Fits(owner, field.DeclaringType))
        {
            stack.Report($"looks for {field.FullName} in {owner}");
        }
    }

    private void Index() => Number();

    private void Number()
    {
        var value = stack.Pop();
        if (value.Kind is StackKind.Reference or StackKind.Null or StackKind.Value)
        {
            stack.Report($"takes {value} for a number");
        }
    }

    /// <summary>Takes an array, and gives the type of its elements when that is known.</summary>
    private TypeReference? Array()
    {
        var value = stack.Pop();
        if (value.Kind is not (StackKind.Unknown or StackKind.Reference or StackKind.Null)
            || (!value.Types.IsEmpty && value.Types.All(type => type is not (ArrayType or { FullName: "System.Array" }))))
        {
            stack.Report($"takes {value} for an array");
        }

        return value.Types is [ArrayType array] ? array.ElementType : null;
    }

    private StackValue Pointer()
    {
        var value = stack.Pop();
        if (value.Kind is not (StackKind.Unknown or StackKind.Address or StackKind.NativeInt))
        {
            stack.Report($"takes {value} for an address");
        }

        return value;
    }
}
