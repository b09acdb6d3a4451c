using System.Reflection;
using System.Runtime.Loader;
using Estop.Weaving.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Estop.Weaving.Tests;

/// <summary>Whole libraries, written by others, go through the weaver and still work.</summary>
public class LargeAssemblyTests
{
    public static TheoryData<string> Libraries() => ["Mono.Cecil", "ICSharpCode.Decompiler", "xunit.v3.core", "xunit.v3.assert"];

    [Theory, MemberData(nameof(Libraries))]
    public void Every_method_of_a_woven_library_compiles(string name)
    {
        var context = new LibraryContext(name);
        Assert.NotEqual(0, WovenSnippet.Prepare(context.LoadFromAssemblyName(new AssemblyName(name))));
        context.Unload();
    }

    [Fact]
    public void The_woven_weaver_weaves_as_the_weaver_does()
    {
        var snippet = Snippet.Compile(
            "public static class Code { public static int Run(int n) { try { while (n > 0) { n--; } } finally { Console.Beep(); } return n; } }",
            OptimizationLevel.Release);
        var expected = snippet.Weave();

        var context = new LibraryContext("Mono.Cecil", "Mono.Cecil.Rocks", "Estop.Weaving");
        var weaving = context.LoadFromAssemblyName(new AssemblyName("Estop.Weaving"));
        using var output = new MemoryStream();
        using var symbols = new MemoryStream();
        var requestType = weaving.GetType(typeof(WeaveRequest).FullName!, throwOnError: true)!;
        var request = Activator.CreateInstance(requestType)!;
        Set(nameof(WeaveRequest.Assembly), new MemoryStream(snippet.Assembly));
        Set(nameof(WeaveRequest.Symbols), new MemoryStream(snippet.Symbols!));
        Set(nameof(WeaveRequest.Output), output);
        Set(nameof(WeaveRequest.SymbolsOutput), symbols);
        Set(nameof(WeaveRequest.RuntimePath), Snippet.RuntimePath);
        Set(nameof(WeaveRequest.ReferencePaths), Snippet.References);
        weaving.GetType(typeof(AssemblyWeaver).FullName!, throwOnError: true)!
            .GetMethod(nameof(AssemblyWeaver.Weave))!.Invoke(null, [request]);
        context.Unload();

        Assert.Equal(expected.Assembly, output.ToArray());
        Assert.Equal(expected.Symbols, symbols.ToArray());

        void Set(string property, object value) => requestType.GetProperty(property)!.SetValue(request, value);
    }

    /// <summary>Loads the named libraries woven, from the tests' own folder, and shares all others with the tests.</summary>
    private sealed class LibraryContext(params string[] woven) : AssemblyLoadContext(isCollectible: true)
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            if (!woven.Contains(assemblyName.Name))
            {
                return null;
            }

            var output = new MemoryStream();
            using var input = File.OpenRead(Path.Combine(AppContext.BaseDirectory, assemblyName.Name + ".dll"));
            AssemblyWeaver.Weave(new WeaveRequest
            {
                Assembly = input,
                Output = output,
                RuntimePath = Snippet.RuntimePath,
                ReferencePaths = [.. Snippet.References, .. Directory.GetFiles(AppContext.BaseDirectory, "*.dll")],
                DisplayName = assemblyName.Name!,
            });
            output.Position = 0;
            return LoadFromStream(output);
        }
    }
}
