using System.Collections.Concurrent;
using System.Diagnostics;
using Estop.Weaving;

namespace Estop.Corpus;

/// <summary>A library as the weaver makes it.</summary>
/// <param name="Name">The assembly's name.</param>
/// <param name="Image">The woven assembly.</param>
/// <param name="Report">What the weaver reports about it.</param>
/// <param name="Elapsed">How long the weaving took, with all that was being done beside it.</param>
public sealed record WovenLibrary(string Name, byte[] Image, StoppabilityReport Report, TimeSpan Elapsed)
{
    private static readonly ConcurrentDictionary<string, Lazy<WovenLibrary>> Known = new();

    /// <summary>Weaves the library, once in this process.</summary>
    /// <exception cref="WeavingException">It cannot be woven, or came out wrong.</exception>
    public static WovenLibrary Of(string name) =>
        Known.GetOrAdd(name, static name => new Lazy<WovenLibrary>(() => Weave(name))).Value;

    private static WovenLibrary Weave(string name)
    {
        var watch = Stopwatch.StartNew();
        using var output = new MemoryStream();
        using var input = File.OpenRead(CorpusPlace.PathOf(name));
        var result = AssemblyWeaver.Weave(new WeaveRequest
        {
            Assembly = input,
            Output = output,
            RuntimePath = CorpusPlace.RuntimePath,
            ReferencePaths = CorpusPlace.References,
            DisplayName = name,
            IsLibrary = name != CorpusPlace.Works,
        });
        return new WovenLibrary(name, output.ToArray(), result.Report, watch.Elapsed);
    }
}
