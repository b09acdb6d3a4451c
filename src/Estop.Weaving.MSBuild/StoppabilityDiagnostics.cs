using Estop.Weaving.Reports;
using Microsoft.Build.Utilities;

namespace Estop.Weaving.MSBuild;

/// <summary>Turns what the stoppability report lists into warnings and errors of the build.</summary>
internal sealed class StoppabilityDiagnostics(TaskLoggingHelper log)
{
    /// <summary>The causes that a property lists, separated by semicolons or commas; null, and an error, when one is unknown.</summary>
    public IReadOnlySet<StoppabilityCause>? Parse(string property, string? causes)
    {
        var parsed = new HashSet<StoppabilityCause>();
        foreach (var name in (causes ?? "").Split([';', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (name == "*")
            {
                parsed.UnionWith(Enum.GetValues<StoppabilityCause>());
            }
            else if (char.IsLetter(name[0]) && Enum.TryParse<StoppabilityCause>(name, ignoreCase: true, out var cause))
            {
                parsed.Add(cause);
            }
            else
            {
                log.LogError(
                    null, ErrorCodes.UnknownCause, null, null, 0, 0, 0, 0,
                    "{0} lists '{1}', which is no cause of the stoppability report. The causes are {2}, and * for all.",
                    property, name, string.Join(", ", Enum.GetNames<StoppabilityCause>()));
                return null;
            }
        }

        return parsed;
    }

    public void Log(
        StoppabilityReport report,
        IReadOnlySet<StoppabilityCause> warnings,
        IReadOnlySet<StoppabilityCause> errors,
        string assembly)
    {
        foreach (var finding in report.Findings)
        {
            foreach (var site in finding.Sites)
            {
                if (errors.Contains(finding.Cause))
                {
                    log.LogError(
                        null, Causes.Of(finding.Cause).Code, null, site.File ?? assembly, site.Line ?? 0, 0, 0, 0, "{0}", Message(finding, site));
                }
                else if (warnings.Contains(finding.Cause))
                {
                    log.LogWarning(
                        null, Causes.Of(finding.Cause).Code, null, site.File ?? assembly, site.Line ?? 0, 0, 0, 0, "{0}", Message(finding, site));
                }
            }
        }
    }

    private static string Message(StoppabilityFinding finding, StoppabilitySite site) =>
        $"A stop does not come through {finding.Subject} ({finding.Detail}), in {site.Method}.";
}
