using Microsoft.Build.Framework;
using Task = Microsoft.Build.Utilities.Task;

namespace Estop.Weaving.MSBuild;

/// <summary>What the tasks of this package have in common.</summary>
public abstract class WeavingTask : Task
{
    private const string RuntimeFileName = "Estop.dll";

    /// <summary>What the project was compiled against, <c>Estop.dll</c> among it.</summary>
    [Required]
    public ITaskItem[] References { get; set; } = [];

    /// <summary>
    /// Which referenced libraries are woven, too: names, which may hold <c>*</c>, separated by semicolons; a <c>*</c>
    /// alone means all but the framework and Estop's own. Default: none.
    /// </summary>
    public string? WeaveReferences { get; set; }

    private protected string[] ReferencePaths => [.. References.Select(reference => reference.GetMetadata("FullPath"))];

    private protected NamePatterns ReferencePatterns => new(WeaveReferences);

    /// <summary>The path of the runtime that woven code calls; null, and an error, when there is none.</summary>
    private protected string? FindRuntime(string what)
    {
        var runtime = Array.Find(ReferencePaths, path => Path.GetFileName(path) == RuntimeFileName);
        if (runtime is null)
        {
            Fail(
                ErrorCodes.NoRuntime,
                $"{what} is to be woven, but its project does not reference {RuntimeFileName}, which "
                + "woven code calls. Reference the package Estop, or set EstopWeave to false for this project.");
        }

        return runtime;
    }

    private protected bool Fail(string code, string message, string? file = null, int line = 0)
    {
        Log.LogError(null, code, null, file, line, 0, 0, 0, "{0}", message);
        return false;
    }

    private protected bool Fail(WeavingException error, string assembly) =>
        Fail(ErrorCodes.CannotWeave, error.Message, error.Site?.File ?? assembly, error.Site?.Line ?? 0);

    private protected static string? NullIfEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
