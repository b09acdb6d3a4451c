using Estop.Weaving.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Estop.Weaving.Tests.PlugIns;

/// <summary>A plug-in in a folder of its own, with a library that it brings along, and a cache beside it.</summary>
internal sealed class PlugInFolder : IDisposable
{
    private const string Library =
        "namespace Lib; public static class Loops { public static void Spin(Action ready) { ready(); for (var n = 0L; ; n++) { GC.KeepAlive(n); } } }";

    private const string PlugIn =
        """
        public static class Code
        {
            public static int Seven() { var n = 0; while (n < 7) n++; return n; }
            public static void Run(Action ready) { ready(); while (true) { } }
            public static void RunLibrary(Action ready) => Lib.Loops.Spin(ready);
            public static Type Shared() => typeof(Estop.StopScope);
        }
        """;

    private readonly string _root = Directory.CreateTempSubdirectory("estop-").FullName;

    public PlugInFolder()
    {
        Directory.CreateDirectory(Folder);
        var library = Path.Combine(Folder, "Lib.dll");
        File.WriteAllBytes(library, Snippet.Compile(Library, OptimizationLevel.Release, name: "Lib").Assembly);
        var plugIn = Snippet.Compile(PlugIn, OptimizationLevel.Release, libraries: [library], name: "PlugIn");
        File.WriteAllBytes(PlugInPath, plugIn.Assembly);
        File.WriteAllBytes(Path.ChangeExtension(PlugInPath, ".pdb"), plugIn.Symbols!);

        // A copy of the runtime, as a published plug-in may have one: types of it would be others than the host's.
        File.Copy(Snippet.RuntimePath, Path.Combine(Folder, "Estop.dll"));
    }

    public string Folder => Path.Combine(_root, "plugin");

    public string PlugInPath => Path.Combine(Folder, "PlugIn.dll");

    public string Cache => Path.Combine(_root, "cache");

    /// <summary>The entries of the plug-in in the cache.</summary>
    public string[] Entries =>
        Directory.Exists(Path.Combine(Cache, "PlugIn")) ? Directory.GetDirectories(Path.Combine(Cache, "PlugIn")) : [];

    public WovenLoadOptions Options => new() { CacheDirectory = Cache };

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
