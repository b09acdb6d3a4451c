using System.Globalization;

namespace Estop.Processes;

/// <summary>What this process may do to others, by the kernel's word.</summary>
internal static class UserRights
{
    private const int Kill = 5;
    private const int SetGroup = 6;
    private const int SetUser = 7;
    private const int Nice = 23;

    /// <summary>Whether it may send signals to processes of other users.</summary>
    public static bool SignalsOthers => Has(Kill);

    /// <summary>Whether it may start processes under other user ids, and still end them.</summary>
    public static bool ChangesUser => Has(SetUser) && Has(SetGroup) && SignalsOthers;

    /// <summary>Whether it may give processes more of the processors than they had.</summary>
    public static bool Hurries => Has(Nice);

    private static bool Has(int capability) => (Capabilities >> capability & 1) != 0;

    private static ulong Capabilities { get; } = Read(File.ReadLines("/proc/self/status"));

    /// <param name="status">The lines of a process's <c>status</c>.</param>
    internal static ulong Read(IEnumerable<string> status) =>
        status.FirstOrDefault(static line => line.StartsWith("CapEff:", StringComparison.Ordinal)) is { } line
            ? ulong.Parse(line.AsSpan("CapEff:".Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            : 0;
}
