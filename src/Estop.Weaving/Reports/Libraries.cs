using Estop.Weaving.Files;
using Estop.Weaving.Passes;
using Mono.Cecil;

namespace Estop.Weaving.Reports;

/// <summary>Which of the assemblies that a module calls are woven.</summary>
/// <param name="resolver">Finds them.</param>
/// <param name="woven">
/// The names of those that are known to be: what the compiler references may be a reference assembly, which says nothing.
/// </param>
internal sealed class Libraries(IAssemblyResolver resolver, IReadOnlySet<string> woven)
{
    private readonly Dictionary<string, bool> _known = new(StringComparer.OrdinalIgnoreCase);

    public bool IsUnwoven(AssemblyNameReference name)
    {
        if (!_known.TryGetValue(name.Name, out var unwoven))
        {
            unwoven = !Framework.Owns(name)
                && !KnownAssemblies.Own.Contains(name.Name)
                && !woven.Contains(name.Name)
                && !(resolver.Resolve(name) is { } assembly && Stamp.Read(assembly) is not null);
            _known.Add(name.Name, unwoven);
        }

        return unwoven;
    }
}
