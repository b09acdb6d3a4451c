using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.AwaitingCleanups;

/// <summary>
/// How many shields that await lie around the call of an async method: a field of its state machine, because it is to be
/// known after every await.
/// </summary>
internal sealed class ShieldDepthField
{
    private const string Name = "<>estop__shields";

    private readonly FieldReference _field;

    private ShieldDepthField(FieldReference field) => _field = field;

    /// <summary>Adds the field to the type that the method belongs to.</summary>
    public static ShieldDepthField AddTo(MethodDefinition method)
    {
        var type = method.DeclaringType;
        var field = new FieldDefinition(Name, FieldAttributes.Private, method.Module.TypeSystem.Int32);
        type.Fields.Add(field);
        return new ShieldDepthField(ReferTo(type, field));
    }

    /// <summary>Sets the field, when the method is called.</summary>
    public IEnumerable<Instruction> Set(IEnumerable<Instruction> state, RuntimeReferences runtime) =>
    [
        Instruction.Create(OpCodes.Ldarg_0),
        .. state,
        .. Load(),
        Instruction.Create(OpCodes.Call, runtime.AwaitingDepth),
        Instruction.Create(OpCodes.Stfld, _field),
    ];

    /// <summary>Puts on the stack how many shields lie around code that itself lies in so many of the method's own.</summary>
    public IEnumerable<Instruction> Around(int own) => own == 0
        ? Load()
        : [.. Load(), Instruction.Create(OpCodes.Ldc_I4, own), Instruction.Create(OpCodes.Add)];

    private static FieldReference ReferTo(TypeDefinition type, FieldDefinition field)
    {
        if (!type.HasGenericParameters)
        {
            return field;
        }

        var self = new GenericInstanceType(type);
        foreach (var parameter in type.GenericParameters)
        {
            self.GenericArguments.Add(parameter);
        }

        return new FieldReference(field.Name, field.FieldType, self);
    }

    private Instruction[] Load() => [Instruction.Create(OpCodes.Ldarg_0), Instruction.Create(OpCodes.Ldfld, _field)];
}
