using System.Reflection;
using System.Runtime.InteropServices;
using Estop.Processes;
using Estop.Workers;

namespace Estop.WorkerHost;

/// <summary>
/// Whether a child runs the same code as its service: by the ids that compilers give to modules, which are others for other code.
/// </summary>
internal static class WorkerModules
{
    private static readonly Type[] Ours = [typeof(StopScope), typeof(Kind), typeof(WorkerModules), typeof(ServiceBuild)];

    /// <summary>One id for all of them: of the class that declares the workers, of the kinds, and of Estop itself.</summary>
    public static Guid Of(Type setup, IEnumerable<Kind> kinds)
    {
        // They are as good as random, so that none of a set can change and leave this as it is.
        var all = default(UInt128);
        foreach (var id in kinds.Select(static kind => kind.Module)
            .OfType<Guid>()
            .Concat(Ours.Append(setup).Select(static type => type.Module.ModuleVersionId))
            .Distinct())
        {
            all ^= MemoryMarshal.Read<UInt128>(id.ToByteArray());
        }

        return MemoryMarshal.Cast<UInt128, Guid>(new Span<UInt128>(ref all))[0];
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
