using System.Globalization;

namespace Estop.Processes;

/// <summary>The beginning of a process's or a thread's <c>stat</c> file. Also of a zombie's.</summary>
/// <param name="Name">What the kernel calls it.</param>
/// <param name="State">Its state's letter.</param>
/// <param name="Parent">Its parent.</param>
/// <param name="Session">Its session.</param>
/// <param name="ProcessorTime">What it has used itself, without its children.</param>
internal readonly record struct ProcessStat(string Name, char State, int Parent, int Session, TimeSpan ProcessorTime)
{
    // The kernel's unit on x64 and Arm64.
    private const int TicksPerSecond = 100;

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
        return fields.Length < 13
            ? null
            : new ProcessStat(
                text[(open + 1)..close],
                fields[0][0],
                int.Parse(fields[1], CultureInfo.InvariantCulture),
                int.Parse(fields[3], CultureInfo.InvariantCulture),
                TimeSpan.FromSeconds(
                    (double)(long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture))
                        / TicksPerSecond));
    }
}
