using Mono.Cecil;

namespace Estop.Weaving.Passes.Loops;

/// <summary>Tells what a variable of some type is on the evaluation stack.</summary>
internal static class StackKinds
{
    public static StackKind Of(TypeReference type) => type.MetadataType switch
    {
        MetadataType.Boolean or MetadataType.Char
            or MetadataType.SByte or MetadataType.Byte or MetadataType.Int16 or MetadataType.UInt16
            or MetadataType.Int32 or MetadataType.UInt32 => StackKind.Int32,
        MetadataType.Int64 or MetadataType.UInt64 => StackKind.Int64,
        _ => StackKind.Other,
    };
}
