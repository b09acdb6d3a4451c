using System.Globalization;

namespace Estop.Processes.Tests;

internal static class NiceValue
{
    /// <summary>Of the process or thread that a folder of <c>/proc</c> is about.</summary>
    public static int Of(string folder)
    {
        var stat = File.ReadAllText(folder + "/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[16], CultureInfo.InvariantCulture);
    }
}
