using Mono.Cecil;

namespace Estop.Weaving.Passes;

/// <summary>Tells the framework's own assemblies from all others.</summary>
internal static class Framework
{
    private static readonly HashSet<string> Keys =
    [
        "b03f5f7f11d50a3a", "b77a5c561934e089", "7cec85d7bea7798e", "cc7b13ffcd2ddd51", "adb9793829ddae60",
    ];

    /// <summary>Whether the type is the framework's, and not one of the same name that a library brought along.</summary>
    public static bool Owns(TypeReference type) =>
        type.GetElementType().Scope is AssemblyNameReference assembly && Owns(assembly);

    /// <summary>Whether the assembly is the framework's.</summary>
    public static bool Owns(AssemblyNameReference assembly) =>
        assembly.PublicKeyToken is { } key && HasKey(key);

    /// <summary>Whether a public key token is one of the framework's.</summary>
    public static bool HasKey(byte[] publicKeyToken) => Keys.Contains(Convert.ToHexStringLower(publicKeyToken));
}
