using System.Collections.Concurrent;
using System.Reflection;
using Estop.Weaving.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Estop.Weaving.Tests.Languages;

/// <summary>Each feature of the language does what it did, and ends wherever it would not. The code is in the folder Features.</summary>
public class CSharpTests
{
    private static readonly string Folder = Path.Combine(
        typeof(CSharpTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => metadata.Key == "ProjectDirectory").Value!,
        "Languages", "Features");

    private static readonly ConcurrentDictionary<OptimizationLevel, Lazy<(Assembly Unwoven, Assembly Woven, Assembly Endless)>> Loaded = [];

    public static TheoryData<string, OptimizationLevel> Features()
    {
        var data = new TheoryData<string, OptimizationLevel>();
        foreach (var name in Directory.GetFiles(Folder, "*.cs").Select(path => Path.GetFileNameWithoutExtension(path)).Order())
        {
            data.Add(name, OptimizationLevel.Debug);
            data.Add(name, OptimizationLevel.Release);
        }

        return data;
    }

    [Theory, MemberData(nameof(Features))]
    public async Task A_feature_does_what_it_did(string feature, OptimizationLevel level)
    {
        var (unwoven, woven, _) = Load(level);
        var expected = await Feature.Of(unwoven, feature).ResultsAsync();
        Assert.NotEmpty(expected);
        Assert.Equal(expected, await Feature.Of(woven, feature).ResultsAsync());
    }

    [Theory, MemberData(nameof(Features))]
    public async Task A_feature_that_does_not_end_is_stopped(string feature, OptimizationLevel level)
    {
        var methods = Feature.Of(Load(level).Endless, feature).Endless.ToList();
        Assert.NotEmpty(methods);
        foreach (var endless in methods)
        {
            TestContext.Current.SendDiagnosticMessage(endless.Name);
            await Worker.StopAsync(endless);
        }
    }

    /// <summary>What does not end is loaded by itself: it leaves its marks in static fields.</summary>
    private static (Assembly Unwoven, Assembly Woven, Assembly Endless) Load(OptimizationLevel level) => Loaded.GetOrAdd(level, level => new(() =>
    {
        var snippet = Snippet.Compile(Directory.GetFiles(Folder, "*.cs").Order().Select(File.ReadAllText), level);
        var woven = snippet.Weave();
        return (snippet.LoadUnwoven().Assembly, woven.Load().Assembly, woven.Load().Assembly);
    })).Value;
}
