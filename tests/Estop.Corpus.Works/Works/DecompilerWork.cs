using ICSharpCode.Decompiler;
using ICSharpCode.Decompiler.CSharp;
using ICSharpCode.Decompiler.Metadata;
using ICSharpCode.Decompiler.TypeSystem;

namespace Estop.Corpus.Works;

/// <summary>Decompiles a class.</summary>
[Work("ICSharpCode.Decompiler")]
internal static class DecompilerWork
{
    private const string Library = "Mono.Cecil.dll";

    public static string Run()
    {
        var path = Path.Combine(Place.Directory, Library);
        using var file = new PEFile(path, new MemoryStream(File.ReadAllBytes(path)));
        var resolver = new UniversalAssemblyResolver(path, throwOnError: false, file.DetectTargetFrameworkId());
        var decompiler = new CSharpDecompiler(file, resolver, new DecompilerSettings { ThrowOnAssemblyResolveErrors = false });
        return Text.Fingerprint(decompiler.DecompileTypeAsString(new FullTypeName("Mono.Cecil.ArrayDimension")));
    }
}
