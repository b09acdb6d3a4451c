using System.Text.RegularExpressions;

namespace Estop.Architecture.Tests.Guarantees;

/// <summary>The page of guarantees, and the tests that it says hold them.</summary>
internal static partial class GuaranteePage
{
    /// <summary>What is wrong with the page, one sentence each.</summary>
    /// <param name="page">The page.</param>
    /// <param name="sources">The source files of the tests.</param>
    public static IEnumerable<string> Violations(string page, IReadOnlyCollection<string> sources)
    {
        foreach (var row in Generated.Replace(page, "").Split('\n').Where(IsRow))
        {
            var tests = TestName.Matches(row);
            if (tests.Count == 0)
            {
                yield return $"No test holds: {row}";
            }

            foreach (Match test in tests)
            {
                var (type, method) = (test.Groups["type"].Value, test.Groups["method"].Value);
                if (!sources.Any(source => source.Contains($"class {type}") && IsTest(source, method)))
                {
                    yield return $"There is no test {type}.{method}.";
                }
            }
        }
    }

    private static bool IsRow(string line) =>
        line.StartsWith("| ", StringComparison.Ordinal)
        && !line.StartsWith("| ---", StringComparison.Ordinal)
        && !line.EndsWith("| Held by |", StringComparison.Ordinal);

    private static bool IsTest(string source, string method) =>
        Regex.IsMatch(source, $@"\[(Fact|Theory)\b(?:(?!\bpublic\b)[\s\S])*public (async )?(Task|void) {method}\(");

    /// <summary>The table that is made from what a test observes.</summary>
    [GeneratedRegex("<!-- zoo -->.*?<!-- /zoo -->", RegexOptions.Singleline)]
    private static partial Regex Generated { get; }

    [GeneratedRegex(@"`(?<type>\w+Tests)\.(?<method>\w+)`")]
    private static partial Regex TestName { get; }
}
