using System.Globalization;

namespace Estop.Processes;

/// <summary>The beginning of a process's or a thread's <c>stat</c> file.</summary>
internal readonly record struct ProcessStat(string Name, char State, int Parent, int Session)
{
    /// <summary>Parses it; null where that is none.</summary>
    public static ProcessStat? Parse(string? text)
    {
        // The name stands in brackets, and may contain any of them itself.
        var open = text?.IndexOf('(') ?? -1;
        var close = text?.LastIndexOf(')') ?? -1;
        if (open < 0 || close < open)
        {
            return null;
        }

        var fields = text![(close + 2)..].Split(' ');
        return fields.Length < 4
            ? null
            : new ProcessStat(
                text[(open + 1)..close],
                fields[0][0],
                int.Parse(fields[1], CultureInfo.InvariantCulture),
                int.Parse(fields[3], CultureInfo.InvariantCulture));
    }
}
