using System.Reflection;
using System.Runtime.InteropServices;

namespace Estop.Corpus;

/// <summary>Where the libraries lie that are woven, and what they are woven with.</summary>
public static class CorpusPlace
{
    /// <summary>The name of the assembly that has the libraries do something.</summary>
    public const string Works = "Estop.Corpus.Works";

    public static string Directory { get; } = typeof(CorpusPlace).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "CorpusDirectory").Value!;

    /// <summary>The libraries, and all that they need, from the smallest to the largest.</summary>
    public static IReadOnlyList<string> Libraries { get; } =
    [
        .. new DirectoryInfo(Directory).GetFiles("*.dll").OrderBy(file => file.Length)
            .Select(file => Path.GetFileNameWithoutExtension(file.Name)).Where(name => name != Works),
    ];

    public static string RuntimePath => typeof(StopScope).Assembly.Location;

    /// <summary>All that may be referred to: the libraries, and the framework that runs.</summary>
    public static IReadOnlyList<string> References { get; } =
    [
        .. System.IO.Directory.GetFiles(Directory, "*.dll"),
        .. System.IO.Directory.GetFiles(RuntimeEnvironment.GetRuntimeDirectory(), "*.dll"),
        .. AspNetCore(),
    ];

    /// <summary>The path of a library, or of an assembly of the framework.</summary>
    public static string PathOf(string library) => References.First(path => Path.GetFileNameWithoutExtension(path) == library);

    /// <summary>The shared framework that lies beside the one that runs, where it is installed.</summary>
    private static string[] AspNetCore()
    {
        var running = new DirectoryInfo(RuntimeEnvironment.GetRuntimeDirectory());
        var beside = Path.Combine(running.Parent!.Parent!.FullName, "Microsoft.AspNetCore.App", running.Name);
        return System.IO.Directory.Exists(beside) ? System.IO.Directory.GetFiles(beside, "*.dll") : [];
    }
}
