using System.Buffers.Binary;
using Mono.Cecil;

namespace Estop.Weaving.Passes;

/// <summary>Tells the framework's own assemblies from all others.</summary>
internal static class Framework
{
    /// <summary>The public key tokens, as they are written in the names of assemblies.</summary>
    private static readonly HashSet<ulong> Keys =
    [
        0xb03f5f7f11d50a3a, 0xb77a5c561934e089, 0x7cec85d7bea7798e, 0xcc7b13ffcd2ddd51, 0xadb9793829ddae60,
    ];

    /// <summary>Whether the type is the framework's, and not one of the same name that a library brought along.</summary>
    public static bool Owns(TypeReference type) =>
        type.GetElementType().Scope is AssemblyNameReference assembly && Owns(assembly);

    /// <summary>Whether the assembly is the framework's.</summary>
    public static bool Owns(AssemblyNameReference assembly) =>
        assembly.PublicKeyToken is { } key && HasKey(key);

    /// <summary>Whether a public key token is one of the framework's.</summary>
    public static bool HasKey(byte[] publicKeyToken) =>
        publicKeyToken.Length == sizeof(ulong) && Keys.Contains(BinaryPrimitives.ReadUInt64BigEndian(publicKeyToken));
}
