using Microsoft.Build.Framework;

namespace Estop.Weaving.MSBuild;

/// <summary>Weaves the assembly that the compiler has just written, in place.</summary>
public sealed class WeaveAssembly : WeavingTask
{
    /// <summary>The assembly to weave.</summary>
    [Required]
    public ITaskItem Assembly { get; set; } = null!;

    /// <summary>The symbols file; empty when symbols are embedded, or there are none.</summary>
    public string? Symbols { get; set; }

    /// <summary>The strong-name key pair the assembly was signed with; empty when it was not.</summary>
    public string? KeyFile { get; set; }

    /// <summary>The folder that <c>stoppability.md</c> and <c>stoppability.json</c> are written to. Default: none are written.</summary>
    public string? ReportDirectory { get; set; }

    /// <summary>The causes of the report that are warnings, separated by semicolons; <c>*</c> for all. Default: none.</summary>
    public string? StoppabilityWarnings { get; set; }

    /// <summary>The causes of the report that are errors, separated by semicolons; <c>*</c> for all. Default: none.</summary>
    public string? StoppabilityErrors { get; set; }

    /// <inheritdoc/>
    public override bool Execute()
    {
        var diagnostics = new StoppabilityDiagnostics(Log);
        var warnings = diagnostics.Parse("EstopStoppabilityWarnings", StoppabilityWarnings);
        var errors = diagnostics.Parse("EstopStoppabilityErrors", StoppabilityErrors);
        var path = Assembly.GetMetadata("FullPath");
        var runtime = FindRuntime(Path.GetFileName(path));
        if (warnings is null || errors is null || runtime is null)
        {
            return false;
        }

        try
        {
            var report = AssemblyWeaver.WeaveFile(new WeaveFileRequest
            {
                AssemblyPath = path,
                RuntimePath = runtime,
                ReferencePaths = ReferencePaths,
                WovenAssemblies = [.. References.Where(IsWoven).Select(reference => reference.GetMetadata("Filename"))],
                SymbolsPath = NullIfEmpty(Symbols),
                KeyFile = NullIfEmpty(KeyFile),
            }).Report;
            Write(report);
            diagnostics.Log(report, warnings, errors, Assembly.ItemSpec);
            Log.LogMessage(
                MessageImportance.Normal, "Wove {0}: {1} % of its methods hold nothing that a stop has to wait for", path, report.Coverage);
        }
        catch (WeavingException error)
        {
            return Fail(error, Assembly.ItemSpec);
        }

        return !Log.HasLoggedErrors;
    }

    /// <summary>
    /// Whether the reference is woven when the project runs: it is going to be, or the assembly behind the reference
    /// assembly, which another project has built, says so.
    /// </summary>
    private bool IsWoven(ITaskItem reference) =>
        ReferencePatterns.Match(reference.GetMetadata("Filename"))
        || (reference.GetMetadata("OriginalPath") is { Length: > 0 } implementation && WovenFiles.IsWoven(implementation));

    private void Write(StoppabilityReport report)
    {
        if (NullIfEmpty(ReportDirectory) is { } directory)
        {
            File.WriteAllText(Path.Combine(directory, "stoppability.md"), report.ToMarkdown());
            File.WriteAllText(Path.Combine(directory, "stoppability.json"), report.ToJson());
        }
    }
}
