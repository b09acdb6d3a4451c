using Mono.Cecil;

namespace Estop.Weaving;

/// <summary>
/// Finds referenced assemblies by simple name among the given files. What is not found counts as unknown: the weaver
/// then takes the safe side. Safe to use from several threads.
/// </summary>
internal sealed class ReferenceResolver : IAssemblyResolver
{
    private readonly Dictionary<string, string> _paths = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, AssemblyDefinition?> _assemblies = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<FileStream> _files = [];
    private readonly Lock _lock = new();

    public ReferenceResolver(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            _paths.TryAdd(Path.GetFileNameWithoutExtension(path), path);
        }
    }

    public AssemblyDefinition? Resolve(AssemblyNameReference name)
    {
        lock (_lock)
        {
            if (!_assemblies.TryGetValue(name.Name, out var assembly))
            {
                assembly = _paths.TryGetValue(name.Name, out var path) ? Read(path) : null;
                _assemblies.Add(name.Name, assembly);
            }

            return assembly;
        }
    }

    public AssemblyDefinition? Resolve(AssemblyNameReference name, ReaderParameters parameters) => Resolve(name);

    public void Dispose()
    {
        foreach (var assembly in _assemblies.Values)
        {
            assembly?.Dispose();
        }

        _files.ForEach(file => file.Dispose());
    }

    private AssemblyDefinition? Read(string path)
    {
        try
        {
            // Of most files little but the metadata is looked at. They stay free for whoever builds them next.
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            _files.Add(file);
            return AssemblyDefinition.ReadAssembly(file, new ReaderParameters { AssemblyResolver = this });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            return null;
        }
    }
}
