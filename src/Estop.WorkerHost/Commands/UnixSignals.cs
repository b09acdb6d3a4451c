namespace Estop.WorkerHost;

/// <summary>The signals that programs are asked to end by: their numbers are the same on x64 and Arm64.</summary>
internal static class UnixSignals
{
    private static readonly Dictionary<string, int> Numbers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["HUP"] = 1,
        ["INT"] = 2,
        ["QUIT"] = 3,
        ["USR1"] = 10,
        ["USR2"] = 12,
        ["TERM"] = 15,
    };

    /// <summary>All that are known.</summary>
    public static string Names => string.Join(", ", Numbers.Keys);

    /// <summary>The number; null if the name is not known. <c>SIG</c> before it does not matter, nor do capitals.</summary>
    public static int? NumberOf(string name)
    {
        var bare = name.StartsWith("SIG", StringComparison.OrdinalIgnoreCase) ? name[3..] : name;
        return Numbers.TryGetValue(bare, out var number) ? number : null;
    }
}
