namespace Estop.Weaving;

/// <summary>An assembly that is to be woven from one stream into another.</summary>
public sealed record WeaveRequest
{
    /// <summary>The assembly. Read from its start to its end, and left open.</summary>
    public required Stream Assembly { get; init; }

    /// <summary>
    /// The assembly's portable symbols; left open. Default: null, for none, or for symbols embedded in the assembly,
    /// which are rewritten with it.
    /// </summary>
    public Stream? Symbols { get; init; }

    /// <summary>Where the woven assembly is written; left open. Nothing is written when the weaving fails.</summary>
    public required Stream Output { get; init; }

    /// <summary>Where the woven assembly's symbols are written; left open. Needed with <see cref="Symbols"/>.</summary>
    public Stream? SymbolsOutput { get; init; }

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
    /// Whether the assembly is a library that others share: work that it starts and keeps in a field then belongs to no
    /// scope. Default: false, for the code of the workers themselves.
    /// </summary>
    public bool IsLibrary { get; init; }

    /// <summary>
    /// The path of the strong-name key pair (<c>.snk</c>) to sign with again. Default: null, which leaves an assembly
    /// that was signed with its public key and without a valid signature, as a public-signed one.
    /// </summary>
    public string? KeyFile { get; init; }

    /// <summary>What errors call the assembly. Default: "the assembly".</summary>
    public string DisplayName { get; init; } = "the assembly";

    /// <summary>The passes to apply. Default: all.</summary>
    internal WeavingPasses Passes { get; init; } = WeavingPasses.All;
}
