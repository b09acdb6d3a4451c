namespace Estop.Processes;

/// <summary>
/// How much of the processors a child takes while it is made as a spare, for which nobody waits. It is a session of its own, and
/// the kernel shares the processors between sessions by a nice value of theirs, which can be taken back without the right to raise
/// priorities.
/// </summary>
internal static class SparePriority
{
    private const string OfSession = "/proc/self/autogroup";

    /// <summary>Whether this child is made as a spare.</summary>
    public static bool IsSpare => Environment.GetEnvironmentVariable(ChildVariables.Spare) is not null;

    /// <summary>In a child that is made as a spare: leaves the processors to others. Does nothing where the kernel has no such value.</summary>
    public static void Lower()
    {
        if (IsSpare)
        {
            KernelFile.TryWrite(OfSession, "5");
        }
    }

    /// <summary>Takes it back. False if the kernel has not done it yet: it does so ten times a second, for all processes.</summary>
    public static bool TryRestore() =>
        !IsSpare
        || !File.Exists(OfSession)
        || File.ReadAllText(OfSession).TrimEnd().EndsWith(" nice 0", StringComparison.Ordinal)
        || KernelFile.TryWrite(OfSession, "0");
}
