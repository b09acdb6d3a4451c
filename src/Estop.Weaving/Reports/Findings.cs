using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Reports;

/// <summary>Collects what a stop does not come through.</summary>
internal sealed class Findings
{
    private readonly Dictionary<(StoppabilityCause Cause, string Subject, string Detail), (int Count, List<StoppabilitySite> Sites)> _found = [];
    private readonly Dictionary<MethodDefinition, List<CallVerdict>> _uncovered = [];

    /// <summary>The number of methods in which something was found.</summary>
    public int MethodsUncovered => _uncovered.Count;

    /// <param name="cause">Why a stop does not come through.</param>
    /// <param name="subject">What it is.</param>
    /// <param name="detail">What more there is to say.</param>
    /// <param name="method">The method it was found in.</param>
    /// <param name="at">Where in the method; null for the method as a whole.</param>
    public void Add(StoppabilityCause cause, string subject, string detail, MethodDefinition method, Instruction? at = null)
    {
        if (!_uncovered.TryGetValue(method, out var inMethod))
        {
            _uncovered.Add(method, inMethod = []);
        }

        inMethod.Add(new CallVerdict(cause, subject, detail));
        var key = (cause, subject, detail);
        var (count, sites) = _found.TryGetValue(key, out var found) ? found : (0, []);
        if (sites.Count < StoppabilityFinding.MostSites && Sites.Of(method, at) is var site && !sites.Contains(site))
        {
            sites.Add(site);
        }

        _found[key] = (count + 1, sites);
    }

    /// <summary>What was found in the method.</summary>
    public IReadOnlyList<CallVerdict> In(MethodDefinition method) => _uncovered.TryGetValue(method, out var found) ? found : [];

    public IReadOnlyList<StoppabilityFinding> Build() =>
    [
        .. _found
            .OrderBy(found => found.Key.Cause)
            .ThenBy(found => found.Key.Detail, StringComparer.Ordinal)
            .ThenBy(found => found.Key.Subject, StringComparer.Ordinal)
            .Select(found => new StoppabilityFinding
            {
                Cause = found.Key.Cause,
                Subject = found.Key.Subject,
                Detail = found.Key.Detail,
                Count = found.Value.Count,
                Sites = found.Value.Sites,
            }),
    ];

    /// <summary>Each cause and the number of its places, as in <c>NativeCall=2;OptOut=1</c>.</summary>
    public static string Summary(StoppabilityReport report) => string.Join(
        ';',
        report.Findings
            .GroupBy(finding => finding.Cause)
            .Select(group => $"{group.Key}={group.Sum(finding => finding.Count)}"));
}
