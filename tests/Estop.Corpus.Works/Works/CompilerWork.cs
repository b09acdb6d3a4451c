using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Estop.Corpus.Works;

/// <summary>Compiles a generated source.</summary>
[Work("Microsoft.CodeAnalysis.CSharp", "Microsoft.CodeAnalysis")]
internal static class CompilerWork
{
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path)
                is "System.Runtime.dll" or "System.Private.CoreLib.dll" or "System.Linq.dll" or "System.Collections.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static string Run()
    {
        var compilation = CSharpCompilation.Create(
            "Generated",
            [CSharpSyntaxTree.ParseText(SourceText.From(Source(classes: 40), Encoding.UTF8))],
            References,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Release,
                deterministic: true,
                concurrentBuild: false));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        return result.Success ? Text.Fingerprint(image.ToArray()) : string.Join('\n', result.Diagnostics);
    }

    private static string Source(int classes)
    {
        var source = new StringBuilder("using System; using System.Collections.Generic; using System.Linq;\n");
        for (var i = 0; i < classes; i++)
        {
            source.Append($$"""
                public sealed class Generated{{i}}
                {
                    private readonly Dictionary<string, List<int>> _numbers = new();
                    public int Sum(int n) { try { var sum = 0; for (var i = 0; i < n; i++) { sum += i % {{i + 2}} switch { 0 => 1, 1 => n, _ => i }; } return sum; } finally { _numbers.Clear(); } }
                    public IEnumerable<string> Names() { foreach (var (name, list) in _numbers) { if (list.Count > {{i}}) { yield return $"{name}: {list.Max()}"; } } }
                    public async System.Threading.Tasks.Task<T?> First<T>(IEnumerable<T> items) where T : class { await System.Threading.Tasks.Task.Yield(); return items.Where(item => item.ToString() == "{{i}}").FirstOrDefault(); }
                    public record Point(int X, int Y) { public Point Moved(Func<int, int> by) => this with { X = by(X), Y = by(Y) + {{i}} }; }
                }

                """);
        }

        return source.ToString();
    }
}
