using System.Xml.Linq;

namespace Estop.Architecture.Tests.House;

/// <summary>What a project file references.</summary>
internal sealed record ProjectFile(
    string Name,
    string Sdk,
    IReadOnlyList<string> Projects,
    IReadOnlyList<string> Packages,
    IReadOnlyList<string> Frameworks)
{
    public static ProjectFile Parse(string name, string xml)
    {
        var project = XDocument.Parse(xml).Root!;
        return new ProjectFile(
            name,
            (string?)project.Attribute("Sdk") ?? "",
            [.. Includes("ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))],
            [.. Includes("PackageReference")],
            [.. Includes("FrameworkReference")]);

        IEnumerable<string> Includes(string item) =>
            project.Descendants(item).Select(element => (string?)element.Attribute("Include")).OfType<string>();
    }

    /// <summary>What of it the rule does not allow, one sentence each.</summary>
    public IEnumerable<string> Violations(HouseRule rule)
    {
        foreach (var project in Projects.Except([.. rule.Projects, .. rule.PackagedProjects]))
        {
            yield return $"{Name} references the project {project}.";
        }

        foreach (var package in Packages.Except(rule.Packages))
        {
            yield return $"{Name} references the package {package}.";
        }

        foreach (var framework in Frameworks.Where(framework => framework != "Microsoft.AspNetCore.App" || !rule.AspNetCore))
        {
            yield return $"{Name} references the framework {framework}.";
        }

        if (Sdk != "Microsoft.NET.Sdk")
        {
            yield return $"{Name} uses the SDK '{Sdk}'; a library uses Microsoft.NET.Sdk.";
        }
    }
}
