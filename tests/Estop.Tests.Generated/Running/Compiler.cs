using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Estop.Tests.Generated.Running;

/// <summary>Compiles programs, many to an assembly, and weaves them.</summary>
internal static class Compiler
{
    private const string Usings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Estop.Tests.Generated;

        """;

    private static readonly string[] References =
    [
        .. Directory.GetFiles(
            typeof(Compiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
                .Single(metadata => metadata.Key == "ReferenceAssemblies").Value!.Split(';')[0],
            "*.dll"),
        typeof(StopScope).Assembly.Location,
        typeof(Compiler).Assembly.Location,
    ];

    private static readonly MetadataReference[] CompilerReferences = [.. References.Select(path => MetadataReference.CreateFromFile(path))];

    public static byte[] Compile(IEnumerable<string> sources, OptimizationLevel level)
    {
        var compilation = CSharpCompilation.Create(
            "Generated",
            [.. sources.Prepend(Usings).Select(source => CSharpSyntaxTree.ParseText(
                SourceText.From(source, Encoding.UTF8), new CSharpParseOptions(LanguageVersion.Latest)))],
            CompilerReferences,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: level, allowUnsafe: true));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        return result.Success ? image.ToArray() : throw new InvalidOperationException(string.Join(
            '\n',
            result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(5).Select(error =>
                $"{error}\n{error.Location.SourceTree?.GetText().Lines[error.Location.GetLineSpan().StartLinePosition.Line]}")));
    }

    public static byte[] Weave(byte[] image)
    {
        using var output = new MemoryStream();
        Weaving.AssemblyWeaver.Weave(new Weaving.WeaveRequest
        {
            Assembly = new MemoryStream(image),
            Output = output,
            RuntimePath = typeof(StopScope).Assembly.Location,
            ReferencePaths = References,
            DisplayName = "the generated programs",
        });
        return output.ToArray();
    }
}
