using System.Reflection;
using Estop.Weaving.Passes;

namespace Estop.Weaving.Files;

/// <summary>Recognises assemblies that nobody means by "all libraries".</summary>
internal static class KnownAssemblies
{
    /// <summary>The names of Estop's own: they wait in ways that end on a stop, and call woven code.</summary>
    public static IReadOnlySet<string> Own { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "Estop", "Estop.Workers", "Estop.AspNetCore",
    };

    /// <summary>Whether the file is one of Estop's own or the framework's; native code counts as the framework's.</summary>
    public static bool IsOwnOrFramework(string path)
    {
        try
        {
            var name = AssemblyName.GetAssemblyName(path);
            return Own.Contains(name.Name!) || Framework.HasKey(name.GetPublicKeyToken() ?? []);
        }
        catch (BadImageFormatException)
        {
            return true;
        }
    }
}
