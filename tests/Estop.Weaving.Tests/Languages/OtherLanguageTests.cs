using System.Collections.Concurrent;
using System.Reflection;
using Estop.Weaving.Tests.Harness;

namespace Estop.Weaving.Tests.Languages;

/// <summary>What the compilers of F# and Visual Basic make does what it did, and ends wherever it would not.</summary>
public class OtherLanguageTests
{
    private static readonly ConcurrentDictionary<string, Lazy<(Assembly Unwoven, Assembly Woven)>> Loaded = [];

    public static TheoryData<string, string> Modules() => new()
    {
        { "Estop.Tests.FSharp", "Functions" },
        { "Estop.Tests.FSharp", "Computations" },
        { "Estop.Tests.VisualBasic", "Statements" },
    };

    [Theory, MemberData(nameof(Modules))]
    public async Task A_module_does_what_it_did(string library, string module)
    {
        var (unwoven, woven) = Load(library);
        var expected = await Feature.Of(unwoven, $"{library}.{module}").ResultsAsync();
        Assert.NotEmpty(expected);
        Assert.Equal(expected, await Feature.Of(woven, $"{library}.{module}").ResultsAsync());
    }

    [Theory, MemberData(nameof(Modules))]
    public async Task A_module_that_does_not_end_is_stopped(string library, string module)
    {
        var methods = Feature.Of(Load(library).Woven, $"{library}.{module}").Endless.ToList();
        Assert.NotEmpty(methods);
        foreach (var endless in methods)
        {
            TestContext.Current.SendDiagnosticMessage(endless.Name);
            await Worker.StopAsync(endless);
        }
    }

    private static (Assembly Unwoven, Assembly Woven) Load(string library) => Loaded.GetOrAdd(library, library => new(() =>
    {
        var snippet = new Snippet(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, library + ".dll")), Symbols: null);
        var core = Path.Combine(AppContext.BaseDirectory, "FSharp.Core.dll");
        return (snippet.LoadUnwoven().Assembly, snippet.Weave([core], []).Load().Assembly);
    })).Value;
}
