using System.Reflection;
using Estop.Processes;
using Estop.Workers;

namespace Estop.WorkerHost;

/// <summary>
/// Whether a child runs the same code as its service: by the ids that compilers give to modules, which are others for other code.
/// </summary>
internal static class WorkerModules
{
    private const int IdLength = 16;

    private static readonly Module[] Ours =
        [typeof(StopScope).Module, typeof(Kind).Module, typeof(WorkerModules).Module, typeof(ServiceBuild).Module];

    /// <summary>One id for all of them: of the class that declares the workers, of the kinds, and of Estop itself.</summary>
    public static Guid Of(Type setup, IEnumerable<Kind> kinds)
    {
        var modules = new HashSet<Module>(Ours) { setup.Module };
        foreach (var kind in kinds)
        {
            if (kind.Module is { } module)
            {
                modules.Add(module);
            }
        }

        // They are as good as random, so that none of a set can change and leave this as it is.
        Span<byte> all = stackalloc byte[IdLength];
        Span<byte> id = stackalloc byte[IdLength];
        all.Clear();
        foreach (var module in modules)
        {
            module.ModuleVersionId.TryWriteBytes(id);
            for (var i = 0; i < IdLength; i++)
            {
                all[i] ^= id[i];
            }
        }

        return new Guid(all);
    }

    /// <summary>The id of the module of a class that may not be there any more; null if that cannot be told.</summary>
    public static Guid? OfName(string assemblyQualifiedName)
    {
        try
        {
            var assembly = assemblyQualifiedName[(assemblyQualifiedName.IndexOf(',', StringComparison.Ordinal) + 1)..];
            return Assembly.Load(new AssemblyName(assembly.Trim())).ManifestModule.ModuleVersionId;
        }
        catch (Exception)
        {
            return null;
        }
    }
}
