namespace Estop.Processes;

/// <summary>Where the kernel's cgroup hierarchies are mounted, and where in them this process is.</summary>
internal static class CgroupMounts
{
    /// <summary>The directory of this process's own cgroup in the unified hierarchy (v2); null if there is none.</summary>
    public static string? Unified() => Own(mount => mount.Type == "cgroup2", line => line[0] == "0" && line[1].Length == 0);

    /// <summary>The same in the hierarchy of one controller (v1); null if there is none.</summary>
    public static string? Legacy(CgroupController controller)
    {
        var name = controller.ToString().ToLowerInvariant();
        return Own(
            mount => mount.Type == "cgroup" && mount.Options.Split(',').Contains(name),
            line => line[1].Split(',').Contains(name));
    }

    private static string? Own(Func<(string Type, string Options), bool> isMount, Func<string[], bool> isLine)
    {
        var path = KernelFile.TryRead("/proc/self/cgroup")?.Split('\n')
            .Select(line => line.Split(':', 3))
            .FirstOrDefault(line => line.Length == 3 && isLine(line))?[2];
        if (path is null)
        {
            return null;
        }

        foreach (var line in KernelFile.TryRead("/proc/self/mountinfo")?.Split('\n') ?? [])
        {
            // id parent device root point options [optional ...] - type source super-options
            var halves = line.Split(" - ", 2);
            var (first, second) = (halves[0].Split(' '), halves[^1].Split(' '));
            if (halves.Length < 2 || first.Length < 5 || second.Length < 3 || !isMount((second[0], second[2])))
            {
                continue;
            }

            // A container often sees a part of the hierarchy only, as if it were the whole.
            var root = first[3] == "/" ? "" : first[3];
            var below = path == root ? "" : path.StartsWith(root + "/", StringComparison.Ordinal) ? path[root.Length..] : path;
            var directory = (first[4] + below).TrimEnd('/');
            return Directory.Exists(directory) ? directory : first[4];
        }

        return null;
    }
}
