using Estop.Weaving.Files;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Estop.Weaving.MSBuild;

/// <summary>
/// Weaves copies of the libraries that a project brings along. The libraries themselves stay as they are: they lie in
/// the package cache, or in the output of other projects.
/// </summary>
public sealed class WeaveReferencedAssemblies : WeavingTask
{
    /// <summary>The files that go into the output: assemblies, symbols and others.</summary>
    [Required]
    public ITaskItem[] Files { get; set; } = [];

    /// <summary>Where woven copies are kept from build to build.</summary>
    [Required]
    public string Directory { get; set; } = null!;

    /// <summary>The strong-name key pair to sign again those that were signed with it. Default: none.</summary>
    public string? KeyFile { get; set; }

    /// <summary>Those of the files that a woven copy takes the place of.</summary>
    [Output]
    public ITaskItem[] Replaced { get; set; } = [];

    /// <summary>The woven copies, with all that was said about the files whose place they take.</summary>
    [Output]
    public ITaskItem[] Woven { get; set; } = [];

    /// <inheritdoc/>
    public override bool Execute()
    {
        var chosen = Files.Where(IsChosen).ToList();
        foreach (var missing in ReferencePatterns.Exact.Except(
            chosen.Select(file => file.GetMetadata("Filename")), StringComparer.OrdinalIgnoreCase))
        {
            Fail(
                ErrorCodes.UnknownReference,
                $"EstopWeaveReferences names '{missing}', which is no library that the project brings along. Give the name "
                + "of an assembly in the output, without .dll.");
        }

        if (Log.HasLoggedErrors || chosen.Count == 0 || FindRuntime("A referenced library") is not { } runtime)
        {
            return !Log.HasLoggedErrors;
        }

        var store = new WovenReferences(Directory, runtime, [.. ReferencePaths, .. Files.Select(PathOf).Where(IsAssembly)], NullIfEmpty(KeyFile))
        {
            WovenAssemblies = [.. chosen.Select(file => file.GetMetadata("Filename"))],
        };
        var (replaced, woven) = (new List<ITaskItem>(), new List<ITaskItem>());
        foreach (var file in chosen)
        {
            Weave(file, store, replaced, woven);
        }

        (Replaced, Woven) = ([.. replaced], [.. woven]);
        return !Log.HasLoggedErrors;
    }

    private void Weave(ITaskItem file, WovenReferences store, List<ITaskItem> replaced, List<ITaskItem> woven)
    {
        var path = PathOf(file);
        try
        {
            if (store.Weave(path) is not { } copy)
            {
                Log.LogMessage(MessageImportance.Normal, "{0} is woven already", path);
                return;
            }

            Replace(file, copy.Assembly);
            var symbols = Path.ChangeExtension(path, ".pdb");
            if (copy.Symbols is not null && Array.Find(Files, other => PathOf(other) == symbols) is { } item)
            {
                Replace(item, copy.Symbols);
            }
        }
        catch (WeavingException error) when (!ReferencePatterns.Name(file.GetMetadata("Filename")))
        {
            // Chosen by a pattern: whoever said "all" did not mean what cannot be.
            Log.LogMessage(MessageImportance.High, "Not woven: {0}", error.Message);
        }
        catch (WeavingException error)
        {
            Fail(error, file.ItemSpec);
        }

        void Replace(ITaskItem original, string by)
        {
            var item = new TaskItem(original) { ItemSpec = by };
            replaced.Add(original);
            woven.Add(item);
        }
    }

    private bool IsChosen(ITaskItem file)
    {
        var name = file.GetMetadata("Filename");
        return IsAssembly(PathOf(file))
            && !name.EndsWith(".resources", StringComparison.OrdinalIgnoreCase)
            && file.GetMetadata("AssetType") is not "native"
            && ReferencePatterns.Match(name)
            && (ReferencePatterns.Name(name) || !KnownAssemblies.IsOwnOrFramework(PathOf(file)));
    }

    private static bool IsAssembly(string path) => Path.GetExtension(path) is ".dll" or ".exe";

    private static string PathOf(ITaskItem file) => file.GetMetadata("FullPath");
}
