namespace Estop.Weaving;

/// <summary>What became of an assembly's strong name.</summary>
public enum StrongName
{
    /// <summary>The assembly has none.</summary>
    None,

    /// <summary>It is signed with the given key.</summary>
    Signed,

    /// <summary>
    /// It keeps its public key and thereby its name, without a valid signature. .NET does not look at signatures; .NET
    /// Framework does.
    /// </summary>
    PublicKeyOnly,
}
