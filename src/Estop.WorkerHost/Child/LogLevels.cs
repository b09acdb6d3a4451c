using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Estop.WorkerHost;

/// <summary>From which level on a category is logged, as <c>Logging:LogLevel</c> says.</summary>
/// <param name="Rules">
/// A category, or the beginning of one, or both its ends with a <c>*</c> between; null for all others.
/// </param>
internal sealed record LogLevels(IReadOnlyList<KeyValuePair<string?, LogLevel>> Rules)
{
    public static LogLevels Of(IConfiguration configuration)
    {
        var rules = new List<KeyValuePair<string?, LogLevel>>();
        foreach (var level in configuration.GetSection("Logging:LogLevel").GetChildren())
        {
            if (Enum.TryParse<LogLevel>(level.Value, ignoreCase: true, out var least))
            {
                rules.Add(new(level.Key == "Default" ? null : level.Key, least));
            }
        }

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
