using Estop.Weaving.Bodies;
using Estop.Weaving.Flow;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Loops;

/// <summary>What yields the same all through a loop, and does nothing else.</summary>
internal sealed class Invariants
{
    private readonly HashSet<object> _addressed;
    private readonly MethodBody _body;
    private readonly IReadOnlyList<Instruction> _loop;
    private readonly HashSet<object> _stored;

    public Invariants(MethodBody body, Loop loop)
    {
        _body = body;
        _loop = [.. loop.Blocks.SelectMany(block => block.Instructions)];
        _stored = [.. _loop.Where(instruction => instruction.OpCode.Code is Code.Stloc or Code.Starg).Select(store => store.Operand)];
        _addressed = [.. body.Instructions
            .Where(instruction => instruction.OpCode.Code is Code.Ldloca or Code.Ldarga)
            .Select(address => address.Operand)];
    }

    /// <summary>
    /// The expression that ends with the instruction and lies in the block, with the kind of value that it yields; null
    /// when it is not known to yield the same all through the loop.
    /// </summary>
    public (IReadOnlyList<Instruction> Code, StackKind Kind)? ExpressionAt(Instruction end, BasicBlock block)
    {
        var place = end;
        var kind = Read(ref place!, block);
        if (kind is null)
        {
            return null;
        }

        var code = new List<Instruction>();
        for (var instruction = place; instruction != end; instruction = instruction.Next)
        {
            code.Add(instruction);
        }

        return ([.. code, end], kind.Value);
    }

    /// <summary>Whether the local does nothing but hand a value from its one store on to its one load.</summary>
    public bool IsTemporary(object local) =>
        !_addressed.Contains(local)
        && _body.Instructions.Count(instruction => instruction.OpCode.Code == Code.Stloc && instruction.Operand == local) == 1
        && _body.Instructions.Count(instruction => instruction.OpCode.Code == Code.Ldloc && instruction.Operand == local) == 1;

    /// <summary>Whether an expression can throw: it must then be computed when and as often as it was.</summary>
    public static bool MayThrow(IReadOnlyList<Instruction> expression) => expression.Any(instruction =>
        instruction.OpCode.Code is Code.Ldlen or Code.Ldfld or Code.Ldsfld or Code.Call or Code.Callvirt);

    /// <summary>Reads the expression that ends at the place, and leaves the place at its first instruction.</summary>
    private StackKind? Read(ref Instruction place, BasicBlock block)
    {
        var root = place;
        switch (root.OpCode.Code)
        {
            case Code.Ldc_I4:
                return StackKind.Int32;
            case Code.Ldc_I8:
                return StackKind.Int64;
            case Code.Ldloc when IsFixed(root.Operand):
                return StackKinds.Of(((VariableDefinition)root.Operand).VariableType);
            case Code.Ldarg when IsFixed(root.Operand):
                return StackKinds.Of(((ParameterDefinition)root.Operand).ParameterType);
            case Code.Ldlen:
                return ReadOperand(ref place, block) is null ? null : StackKind.Native;
            case Code.Conv_I4 or Code.Conv_U4:
                return ReadOperand(ref place, block) is null or StackKind.Other ? null : StackKind.Int32;
            case Code.Conv_I8 or Code.Conv_U8:
                return ReadOperand(ref place, block) is null or StackKind.Other ? null : StackKind.Int64;
            case Code.Add or Code.Sub or Code.Mul or Code.And or Code.Or or Code.Xor:
                return ReadOperand(ref place, block) is { } right and not StackKind.Other && ReadOperand(ref place, block) == right
                    ? right
                    : null;
            case Code.Ldfld when IsFixedField(root):
                return ReadOperand(ref place, block) is null ? null : StackKinds.Of(((FieldReference)root.Operand).FieldType);
            case Code.Ldsfld when IsFixedField(root):
                return StackKinds.Of(((FieldReference)root.Operand).FieldType);
            case Code.Call or Code.Callvirt when QuickCalls.IsLength(root) && root != block.First:
                place = root.Previous;
                return IsFixedSpan(place) || Read(ref place, block) is not null ? StackKind.Int32 : null;
            default:
                return null;
        }
    }

    private StackKind? ReadOperand(ref Instruction place, BasicBlock block)
    {
        if (place == block.First)
        {
            return null;
        }

        place = place.Previous;
        return Read(ref place, block);
    }

    private bool IsFixed(object variable) => !_stored.Contains(variable) && !_addressed.Contains(variable);

    /// <summary>
    /// A span is used through its address, by methods that do not change it. Code of the loop could, by writing a span to
    /// that address.
    /// </summary>
    private bool IsFixedSpan(Instruction address)
    {
        var type = address.OpCode.Code switch
        {
            Code.Ldloca => ((VariableDefinition)address.Operand).VariableType,
            Code.Ldarga => ((ParameterDefinition)address.Operand).ParameterType,
            _ => null,
        };
        return type is not null && QuickCalls.IsSpan(type)
            && !_stored.Contains(address.Operand)
            && _loop.All(instruction => instruction.OpCode.Code is not (Code.Stobj or Code.Initobj or Code.Cpobj)
                && (!instruction.IsCall() || QuickCalls.IsQuick(instruction)));
    }

    /// <summary>
    /// A field that nothing in the loop writes. Another thread may; the memory model lets a loop see that late, and each
    /// chunk reads the field anew.
    /// </summary>
    private bool IsFixedField(Instruction load) =>
        load.Previous?.OpCode.Code != Code.Volatile
        && load.Operand is FieldReference field
        && _loop.All(instruction => instruction.OpCode.Code switch
        {
            Code.Stfld or Code.Ldflda or Code.Stsfld or Code.Ldsflda => ((FieldReference)instruction.Operand).Name != field.Name,
            Code.Stind_I or Code.Stind_I1 or Code.Stind_I2 or Code.Stind_I4 or Code.Stind_I8 or Code.Stind_Ref
                or Code.Stobj or Code.Initobj or Code.Cpobj or Code.Cpblk or Code.Initblk => false,
            _ => !instruction.IsCall() || QuickCalls.IsQuick(instruction),
        });
}
