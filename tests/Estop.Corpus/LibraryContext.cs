using System.Reflection;
using System.Runtime.Loader;

namespace Estop.Corpus;

/// <summary>Loads the libraries and all that they need apart from the program's own, some of them woven.</summary>
/// <param name="woven">The names of the assemblies that are loaded woven.</param>
public sealed class LibraryContext(IReadOnlySet<string> woven) : AssemblyLoadContext("corpus")
{
    private readonly AssemblyDependencyResolver _resolver = new(CorpusPlace.PathOf(CorpusPlace.Works));

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (woven.Contains(assemblyName.Name!))
        {
            return LoadFromStream(new MemoryStream(WovenLibrary.Of(assemblyName.Name!).Image));
        }

        return _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
}
