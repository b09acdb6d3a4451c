using System.Xml.Linq;

namespace Estop.Architecture.Tests.Solution;

/// <summary>The projects of a solution file.</summary>
internal static class SolutionFile
{
    public static IEnumerable<string> Missing(string slnx, IEnumerable<string> projects) =>
        projects.Except(XDocument.Parse(slnx).Descendants("Project").Select(project => (string)project.Attribute("Path")!));
}
