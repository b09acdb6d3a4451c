namespace Estop.Processes;

/// <summary>Which limits can be held here. One that cannot is refused before anything starts, never left out.</summary>
internal static class LimitCheck
{
    /// <summary>The least memory that a process can be limited to where its tree cannot: a runtime needs it to start.</summary>
    // With 3 some starts fail, with 4 none did (.NET 10.0 on x64).
    private const int LeastProcesses = 8;

    public const long LeastProcessMemory = 100 * 1024 * 1024;

    private const string Remedy =
        "It needs a cgroup: Delegate=yes and DelegateSubgroup=service in systemd's unit; in a container, a writable cgroup namespace.";

    /// <summary>Why nothing can be started under a user id; null if it can.</summary>
    /// <param name="user">The user id; null: the service's.</param>
    /// <param name="abilities">What the guardian can do.</param>
    public static string? RefusalOfUser(uint? user, GuardianAbilities abilities) =>
        user is null || user == Libc.EffectiveUserId() || abilities.CgroupKill || abilities.SignalsOtherUsers
            ? null
            : $"What runs under the user id {user} could not be killed. Give the service CAP_KILL (AmbientCapabilities= in systemd's unit) "
                + "or a cgroup, or leave the user id out.";

    /// <summary>Each limit that cannot be held, and why.</summary>
    public static IEnumerable<string> Refusals(ProcessLimits limits, GuardianAbilities abilities)
    {
        if (limits.MemoryBytes is { } memory)
        {
            if (memory <= 0)
            {
                yield return $"A memory limit of {memory} bytes leaves nothing; give more than 0.";
            }
            else if (!abilities.TreeMemory && memory < LeastProcessMemory)
            {
                yield return $"A memory limit of {memory} bytes cannot be held here; {LeastProcessMemory} or more can. {Remedy}";
            }
        }

        if (limits.Processors is { } processors)
        {
            if (processors is not (>= 0.01 and <= 1024))
            {
                yield return $"A limit of {processors} processors is none; give 0.01 to 1024.";
            }
            else if (!abilities.TreeProcessors)
            {
                yield return $"A limit of processors cannot be held here. {Remedy}";
            }
        }

        if (limits.Processes is { } processes)
        {
            if (processes < LeastProcesses)
            {
                yield return $"A limit of {processes} processes and threads lets no program start, which a runtime becomes; give {LeastProcesses} or more.";
            }
            else if (!abilities.TreeProcesses)
            {
                yield return $"A limit of processes cannot be held here. {Remedy}";
            }
        }

        if (limits.ProcessorTime is { } time && time < TimeSpan.FromSeconds(1))
        {
            yield return $"A limit of {time.TotalSeconds:0.###} s of processor time is less than the kernel counts; give 1 s or more.";
        }

        if (limits.OpenFiles is { } files and < 16)
        {
            yield return $"A limit of {files} open files lets no program start; give 16 or more.";
        }
    }
}
