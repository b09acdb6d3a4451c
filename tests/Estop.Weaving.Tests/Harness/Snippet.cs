using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Estop.Weaving.Tests.Harness;

/// <summary>Compiles C# as a build does, and keeps assembly and symbols in memory.</summary>
internal sealed record Snippet(byte[] Assembly, byte[]? Symbols)
{
    private static readonly string[] Usings =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Threading", "System.Threading.Tasks",
    ];

    /// <summary>The framework's reference assemblies and <c>Estop.dll</c>.</summary>
    public static IReadOnlyList<string> References { get; } =
    [
        .. Directory.GetFiles(
            typeof(Snippet).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
                .Single(metadata => metadata.Key == "ReferenceAssemblies").Value!.Split(';')[0],
            "*.dll"),
        RuntimePath,
    ];

    private static readonly MetadataReference[] CompilerReferences =
        [.. References.Select(path => MetadataReference.CreateFromFile(path))];

    public static string RuntimePath => typeof(StopScope).Assembly.Location;

    /// <param name="source">The source.</param>
    /// <param name="level">As for debugging, or optimised.</param>
    /// <param name="embedSymbols">Whether the assembly holds its symbols.</param>
    /// <param name="libraries">The paths of further assemblies that it references.</param>
    /// <param name="name">The assembly's name.</param>
    /// <param name="keyFile">The path of the key pair to sign it with.</param>
    public static Snippet Compile(
        string source,
        OptimizationLevel level,
        bool embedSymbols = false,
        IEnumerable<string>? libraries = null,
        string name = "Snippet",
        string? keyFile = null) => Compile([source], level, embedSymbols, libraries, name, keyFile);

    /// <summary>The same with several sources, each with usings of its own.</summary>
    public static Snippet Compile(
        IEnumerable<string> sources,
        OptimizationLevel level,
        bool embedSymbols = false,
        IEnumerable<string>? libraries = null,
        string name = "Snippet",
        string? keyFile = null)
    {
        var global = string.Concat(Usings.Select(used => $"global using {used};\n"));
        var options = new CSharpParseOptions(LanguageVersion.Latest);
        var compilation = CSharpCompilation.Create(
            name,
            [
                .. sources.Select(source =>
                    CSharpSyntaxTree.ParseText(SourceText.From(source, System.Text.Encoding.UTF8), options, "/_/Snippet.cs")),
                CSharpSyntaxTree.ParseText(SourceText.From(global, System.Text.Encoding.UTF8), options, "/_/Usings.cs"),
            ],
            [.. CompilerReferences, .. (libraries ?? []).Select(path => MetadataReference.CreateFromFile(path))],
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: level,
                allowUnsafe: true,
                deterministic: true,
                cryptoKeyFile: keyFile,
                strongNameProvider: new DesktopStrongNameProvider()));
        using var assembly = new MemoryStream();
        using var symbols = new MemoryStream();
        var result = compilation.Emit(
            assembly,
            embedSymbols ? null : symbols,
            options: new EmitOptions(
                debugInformationFormat: embedSymbols ? DebugInformationFormat.Embedded : DebugInformationFormat.PortablePdb,
                pdbFilePath: "Snippet.pdb"));
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return new Snippet(assembly.ToArray(), embedSymbols ? null : symbols.ToArray());
    }

    /// <summary>The snippet as it is, loaded.</summary>
    public LoadedSnippet LoadUnwoven() => WovenSnippet.Load(Assembly, Symbols);

    /// <summary>The snippet woven.</summary>
    public WovenSnippet Weave() => Weave([], []);

    /// <summary>The snippet woven as a library that others share.</summary>
    public WovenSnippet WeaveAsLibrary() => Weave([], [], isLibrary: true);

    /// <summary>The snippet woven, with further libraries, and the names of those that count as woven.</summary>
    public WovenSnippet Weave(IReadOnlyList<string> libraries, IReadOnlyList<string> wovenAssemblies, bool isLibrary = false)
    {
        using var assembly = new MemoryStream();
        using var symbols = new MemoryStream();
        var result = AssemblyWeaver.Weave(new WeaveRequest
        {
            Assembly = new MemoryStream(Assembly),
            Symbols = Symbols is null ? null : new MemoryStream(Symbols),
            Output = assembly,
            SymbolsOutput = symbols,
            RuntimePath = RuntimePath,
            ReferencePaths = [.. References, .. libraries],
            WovenAssemblies = wovenAssemblies,
            IsLibrary = isLibrary,
            DisplayName = "the snippet",
        });
        return new WovenSnippet(assembly.ToArray(), Symbols is null ? null : symbols.ToArray(), result.Report);
    }
}
