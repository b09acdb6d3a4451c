using System.Globalization;
using System.Text;

namespace Estop.Weaving.Reports;

/// <summary>The report for people.</summary>
internal static class MarkdownReport
{
    public static string Write(StoppabilityReport report)
    {
        var text = new StringBuilder();
        text.Line($"# Stoppability of {report.Assembly}");
        text.Line($"");
        text.Line($"{report.MethodsCovered} of {report.Methods} methods ({report.Coverage}\u00A0%) hold nothing that a stop has to wait for.");
        text.Line($"");
        Counts(text, report);
        foreach (var group in report.Findings.GroupBy(finding => finding.Cause))
        {
            text.Line($"");
            text.Line($"## {Causes.Of(group.Key).Title}");
            text.Line($"");
            text.Line($"{Causes.Of(group.Key).Meaning}");
            text.Line($"");
            foreach (var finding in group)
            {
                Finding(text, finding);
            }
        }

        return text.ToString();
    }

    private static void Counts(StringBuilder text, StoppabilityReport report)
    {
        text.Line($"| | |");
        text.Line($"| --- | ---: |");
        foreach (var (what, count) in (ReadOnlySpan<(string, int)>)
            [
                ("Loops with a poll", report.LoopsPolled),
                ("Loops that end by themselves soon", report.LoopsShort),
                ("Methods that poll at their entry", report.EntriesPolled),
                ("Handlers at whose end a stop returns", report.HandlersChecked),
                ("Handlers that run shielded", report.HandlersShielded),
                ("Cleanups that run shielded", report.CleanupsShielded),
                ("Calls that end on a stop", report.CallsReplaced),
                ("Calls that are given the token", report.TokensGiven),
                ("Async methods, lambdas and iterators", report.StateMachines),
                ("Awaits that end on a stop", report.AwaitsGuarded),
            ])
        {
            text.Line($"| {what} | {count} |");
        }

        if (report.StrongName == StrongName.PublicKeyOnly)
        {
            text.Line($"");
            text.Line($"The strong name keeps its public key and is no longer signed: there was no key to sign it with.");
        }
    }

    private static void Finding(StringBuilder text, StoppabilityFinding finding)
    {
        text.Line($"- `{finding.Subject}`: {finding.Detail}");
        foreach (var site in finding.Sites)
        {
            text.Line($"  - {Place(site)}`{site.Method}`");
        }

        if (finding.Count > finding.Sites.Count)
        {
            text.Line($"  - and {finding.Count - finding.Sites.Count} more");
        }
    }

    private static string Place(StoppabilitySite site) => site.File is null ? "" : $"{site.File}:{site.Line} ";

    private static void Line(this StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
