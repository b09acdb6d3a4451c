using System.IO.Enumeration;

namespace Estop.Weaving.MSBuild;

/// <summary>The names of libraries, as a property lists them.</summary>
internal sealed class NamePatterns(string? list)
{
    private readonly string[] _patterns =
        (list ?? "").Split([';', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public bool IsEmpty => _patterns.Length == 0;

    /// <summary>The names without a <c>*</c>: each means one library, which has to be there.</summary>
    public IEnumerable<string> Exact => _patterns.Where(pattern => !pattern.Contains('*'));

    public bool Name(string library) => Exact.Contains(library, StringComparer.OrdinalIgnoreCase);

    public bool Match(string library) =>
        _patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, library, ignoreCase: true));
}
