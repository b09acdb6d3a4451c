using Microsoft.Build.Framework;
using Task = Microsoft.Build.Utilities.Task;

namespace Estop.Weaving.MSBuild;

/// <summary>Weaves the assembly that the compiler has just written, in place.</summary>
public sealed class WeaveAssembly : Task
{
    private const string RuntimeFileName = "Estop.dll";

    /// <summary>The assembly to weave.</summary>
    [Required]
    public ITaskItem Assembly { get; set; } = null!;

    /// <summary>What the assembly was compiled against, <c>Estop.dll</c> among it.</summary>
    [Required]
    public ITaskItem[] References { get; set; } = [];

    /// <summary>The symbols file; empty when symbols are embedded, or there are none.</summary>
    public string? Symbols { get; set; }

    /// <summary>The strong-name key pair the assembly was signed with; empty when it was not.</summary>
    public string? KeyFile { get; set; }

    /// <inheritdoc/>
    public override bool Execute()
    {
        var assembly = Assembly.GetMetadata("FullPath");
        var references = References.Select(reference => reference.GetMetadata("FullPath")).ToArray();
        var runtime = Array.Find(references, path => Path.GetFileName(path) == RuntimeFileName);
        if (runtime is null)
        {
            return Fail(
                ErrorCodes.NoRuntime,
                $"{Path.GetFileName(assembly)} is to be woven, but its project does not reference {RuntimeFileName}, which "
                + "woven code calls. Reference the package Estop, or set EstopWeave to false for this project.");
        }

        try
        {
            AssemblyWeaver.WeaveFile(new WeaveFileRequest
            {
                AssemblyPath = assembly,
                RuntimePath = runtime,
                ReferencePaths = references,
                SymbolsPath = NullIfEmpty(Symbols),
                KeyFile = NullIfEmpty(KeyFile),
            });
        }
        catch (WeavingException exception)
        {
            return Fail(ErrorCodes.CannotWeave, exception.Message);
        }

        Log.LogMessage(MessageImportance.Normal, "Wove {0}", assembly);
        return true;
    }

    private bool Fail(string code, string message)
    {
        Log.LogError(null, code, null, Assembly.ItemSpec, 0, 0, 0, 0, "{0}", message);
        return false;
    }

    private static string? NullIfEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
