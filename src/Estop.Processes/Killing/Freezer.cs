namespace Estop.Processes;

/// <summary>The freezer of cgroup v1, whose processes do not even die before they are thawed.</summary>
internal static class Freezer
{
    private const string Mount = "/sys/fs/cgroup/freezer";
    private static readonly bool Exists = Directory.Exists(Mount);

    /// <summary>Thaws the cgroup of a process that was killed, if it is frozen.</summary>
    public static void Thaw(int processId)
    {
        if (!Exists || KernelFile.TryRead($"/proc/{processId}/cgroup") is not { } cgroups)
        {
            return;
        }

        foreach (var line in cgroups.Split('\n'))
        {
            var parts = line.Split(':', 3);
            if (parts.Length == 3 && parts[1] == "freezer" && parts[2] != "/"
                && KernelFile.TryRead($"{Mount}{parts[2]}/freezer.state") is { } state && !state.StartsWith("THAWED", StringComparison.Ordinal))
            {
                KernelFile.TryWrite($"{Mount}{parts[2]}/freezer.state", "THAWED");
            }
        }
    }
}
