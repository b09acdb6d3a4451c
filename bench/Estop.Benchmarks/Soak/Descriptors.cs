namespace Estop.Benchmarks.Soak;

/// <summary>What the open descriptors of the process refer to, and how many to each. Empty where the system does not tell.</summary>
internal static class Descriptors
{
    public static IReadOnlyDictionary<string, int> Take() => !OperatingSystem.IsLinux()
        ? new Dictionary<string, int>()
        : Directory.GetFiles("/proc/self/fd").Select(What).OfType<string>().CountBy(static what => what).ToDictionary();

    /// <summary>What there is more of now than before.</summary>
    public static IEnumerable<string> More(IReadOnlyDictionary<string, int> before, IReadOnlyDictionary<string, int> after) =>
        from now in after
        let was = before.GetValueOrDefault(now.Key)
        where now.Value > was
        orderby now.Value - was descending
        select $"{now.Key}: {was} before, {now.Value} now";

    private static string? What(string descriptor)
    {
        try
        {
            // Pipes and sockets are named by their numbers: 'pipe:[4711]'.
            var target = new FileInfo(descriptor).LinkTarget;
            return target is null ? null : target.StartsWith('/') ? target : target.Split(":[")[0];
        }
        catch (IOException)
        {
            // That of the directory that was just read.
            return null;
        }
    }
}
