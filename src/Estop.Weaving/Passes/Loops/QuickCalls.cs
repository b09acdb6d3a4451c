using Estop.Weaving.Bodies;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Passes.Loops;

/// <summary>Calls of the framework that are known to take no time and to change nothing but an array's element.</summary>
internal static class QuickCalls
{
    private static readonly HashSet<string> Members =
    [
        "System.Span`1.get_Item", "System.Span`1.get_Length", "System.Span`1.get_IsEmpty",
        "System.ReadOnlySpan`1.get_Item", "System.ReadOnlySpan`1.get_Length", "System.ReadOnlySpan`1.get_IsEmpty",
        "System.String.get_Chars", "System.String.get_Length",
        "System.Collections.Generic.List`1.get_Item", "System.Collections.Generic.List`1.get_Count",
        "System.Nullable`1.get_HasValue", "System.Nullable`1.get_Value", "System.Nullable`1.GetValueOrDefault",
    ];

    private static readonly HashSet<string> Types =
    [
        "System.Math", "System.MathF", "System.Char", "System.Numerics.BitOperations",
    ];

    public static bool IsQuick(Instruction call) => call.OpCode.Code != Code.Newobj
        && call.Operand is MethodReference { DeclaringType: var type } method
        && (type is ArrayType || IsOfTable(type.GetElementType(), method));

    /// <summary>Whether the call tells the length of what can have one length only: a string or a span.</summary>
    public static bool IsLength(Instruction call) => call.IsCall()
        && call.Operand is MethodReference { Name: "get_Length", DeclaringType: var type }
        && (type.MetadataType == MetadataType.String || IsSpan(type));

    public static bool IsSpan(TypeReference type) =>
        type.GetElementType().FullName is "System.Span`1" or "System.ReadOnlySpan`1";

    private static bool IsOfTable(TypeReference type, MethodReference method) =>
        Framework.Owns(type)
        && (Types.Contains(type.FullName) || Members.Contains($"{type.FullName}.{method.Name}"))
        && method.Parameters.All(parameter => StackKinds.Of(parameter.ParameterType) != StackKind.Other
            || parameter.ParameterType.MetadataType is MetadataType.Double or MetadataType.Single);
}
