using System.Globalization;

namespace Estop.WorkerHost;

/// <summary>The signals of Linux, whose numbers are the same on x64 and Arm64.</summary>
internal static class UnixSignals
{
    /// <summary>Holds a process until it is let go on.</summary>
    public const int Stop = 19;

    /// <summary>Lets a process that is held go on.</summary>
    public const int Continue = 18;

    private static readonly Dictionary<string, int> Numbers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["HUP"] = 1,
        ["INT"] = 2,
        ["QUIT"] = 3,
        ["ILL"] = 4,
        ["ABRT"] = 6,
        ["BUS"] = 7,
        ["FPE"] = 8,
        ["KILL"] = 9,
        ["USR1"] = 10,
        ["SEGV"] = 11,
        ["USR2"] = 12,
        ["PIPE"] = 13,
        ["TERM"] = 15,
        ["XCPU"] = 24,
        ["XFSZ"] = 25,
        ["SYS"] = 31,
    };

    private static readonly string[] Asking = ["HUP", "INT", "QUIT", "USR1", "USR2", "TERM"];

    /// <summary>Those by which a program is asked to end.</summary>
    public static string AskingNames => string.Join(", ", Asking);

    /// <summary>
    /// The number of one by which a program is asked to end; null for any other name. <c>SIG</c> before it does not matter, nor do
    /// capitals.
    /// </summary>
    public static int? AskingNumberOf(string name)
    {
        var bare = name.StartsWith("SIG", StringComparison.OrdinalIgnoreCase) ? name[3..] : name;
        return Asking.Contains(bare, StringComparer.OrdinalIgnoreCase) ? Numbers[bare] : null;
    }

    /// <summary>As <c>SIGKILL</c>; one that is not known by its number.</summary>
    public static string NameOf(int signal) =>
        Numbers.FirstOrDefault(known => known.Value == signal).Key is { } name
            ? "SIG" + name
            : "signal " + signal.ToString(CultureInfo.InvariantCulture);
}
