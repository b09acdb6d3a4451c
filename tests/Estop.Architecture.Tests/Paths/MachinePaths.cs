using System.Text.RegularExpressions;

namespace Estop.Architecture.Tests.Paths;

/// <summary>Finds paths that exist on somebody's machine only.</summary>
internal static partial class MachinePaths
{
    public static IEnumerable<string> In(string text) => Pattern.Matches(text).Select(match => match.Value);

    [GeneratedRegex(@"(?<![\w.:/}])/(work|tmp|root|home/\w+|Users/\w+)/[\w.]+|\b[A-Z]:\\Users\\\w+")]
    private static partial Regex Pattern { get; }
}
