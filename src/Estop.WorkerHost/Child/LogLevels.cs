using Microsoft.Extensions.Logging;

namespace Estop.WorkerHost;

/// <summary>From which level on a category is logged, as <c>Logging:LogLevel</c> says.</summary>
/// <param name="Rules">Ordered by their categories.</param>
internal sealed record LogLevels(IReadOnlyList<LogLevelRule> Rules)
{
    private const string Section = "Logging:LogLevel:";

    /// <summary>As the values of a configuration say, without a configuration made of them: that loads much.</summary>
    public static LogLevels Of(IReadOnlyDictionary<string, string?> values)
    {
        var rules = new List<LogLevelRule>();
        foreach (var (key, value) in values)
        {
            if (key.StartsWith(Section, StringComparison.OrdinalIgnoreCase)
                && Enum.TryParse<LogLevel>(value, ignoreCase: true, out var least))
            {
                var category = key[Section.Length..];
                rules.Add(new LogLevelRule(category.Equals("Default", StringComparison.OrdinalIgnoreCase) ? null : category, least));
            }
        }

        rules.Sort(static (one, other) => string.Compare(one.Category, other.Category, StringComparison.OrdinalIgnoreCase));
        return new LogLevels(rules);
    }

    /// <summary>By the longest rule that fits; of two, the later.</summary>
    public LogLevel For(string category)
    {
        var least = LogLevel.Information;
        var longest = -1;
        foreach (var (rule, level) in Rules)
        {
            var length = rule?.Length ?? 0;
            if (length >= longest && (rule is null || Fits(rule, category)))
            {
                longest = length;
                least = level;
            }
        }

        return least;
    }

    private static bool Fits(string rule, string category)
    {
        var star = rule.IndexOf('*', StringComparison.Ordinal);
        var (begin, end) = star < 0 ? (rule, "") : (rule[..star], rule[(star + 1)..]);
        return category.StartsWith(begin, StringComparison.OrdinalIgnoreCase)
            && category.EndsWith(end, StringComparison.OrdinalIgnoreCase);
    }
}
