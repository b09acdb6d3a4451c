namespace Estop.Weaving;

/// <summary>An assembly file that is to be woven in place.</summary>
public sealed record WeaveFileRequest
{
    /// <summary>The path of the assembly. It is replaced by the woven one, in one step.</summary>
    public required string AssemblyPath { get; init; }

    /// <summary>The path of the <c>Estop.dll</c> that the woven assembly will run with.</summary>
    public required string RuntimePath { get; init; }

    /// <summary>The paths of the assemblies that the assembly was compiled against. Default: none.</summary>
    public IReadOnlyList<string> ReferencePaths { get; init; } = [];

    /// <summary>
    /// The simple names of assemblies that will be woven when the assembly runs, though those it was compiled against may
    /// not show it. The report does not list calls into them. Default: none.
    /// </summary>
    public IReadOnlyList<string> WovenAssemblies { get; init; } = [];

    /// <summary>
    /// The path of the portable symbols file. Default: null, which takes the file beside the assembly when there is
    /// one. Embedded symbols need no path. Symbols that are there are rewritten with the assembly.
    /// </summary>
    public string? SymbolsPath { get; init; }

    /// <summary>
    /// Whether the assembly is a library that others share: work that it starts and keeps in a field then belongs to no
    /// scope. Default: false, for the code of the workers themselves.
    /// </summary>
    public bool IsLibrary { get; init; }

    /// <summary>
    /// The path of the strong-name key pair (<c>.snk</c>) to sign with again. Default: null, which leaves an assembly
    /// that was signed with its public key and without a valid signature, as a public-signed one.
    /// </summary>
    public string? KeyFile { get; init; }
}
