using System.Xml.Linq;

namespace Estop.Architecture.Tests.References;

/// <summary>Which project of the product references which.</summary>
internal static class ProjectReferences
{
    /// <summary>The projects that <paramref name="project"/> references, by name.</summary>
    public static IReadOnlySet<string> Of(string project) => XDocument.Parse(project)
        .Descendants("ProjectReference")
        .Select(reference => Path.GetFileNameWithoutExtension(((string)reference.Attribute("Include")!).Replace('\\', '/')))
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>What is referenced and should not be.</summary>
    public static IEnumerable<string> Wrong(string name, string project, IReadOnlyDictionary<string, string[]> allowed) =>
        Of(project).Except(allowed.GetValueOrDefault(name, [])).Select(reference => $"{name} -> {reference}");
}
