using System.Globalization;
using Estop.Processes;
using Estop.Workers;

namespace Estop.WorkerHost;

/// <summary>The limits of kinds, as the guardian is told them.</summary>
internal static class ChildLimits
{
    public static ProcessLimits Of(RunLimits? limits) => limits is null
        ? ProcessLimits.None
        : new ProcessLimits
        {
            MemoryBytes = limits.MemoryBytes,
            Processors = limits.Processors,
            ProcessorTime = limits.ProcessorTime,
            Processes = limits.Processes,
            OpenFiles = limits.OpenFiles,
        };

    /// <summary>
    /// What a process must know from its start: its user id, and that its runtime collects before it meets the limit of memory, which
    /// would end the process: three quarters of it are for the heap.
    /// </summary>
    public static void AddTo(IDictionary<string, string> environment, RunProcess? process)
    {
        if (process?.UserId is { } user)
        {
            environment[ChildVariables.User] = user.ToString(CultureInfo.InvariantCulture);
        }

        if (process?.Limits?.MemoryBytes is { } memory)
        {
            environment["DOTNET_GCHeapHardLimit"] = (memory / 4 * 3).ToString("X", CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Which settings of the kinds cannot be held here, one sentence each.</summary>
    public static IEnumerable<string> Refusals(IReadOnlyCollection<Kind> kinds, GuardianAbilities abilities) =>
        from kind in kinds
        let process = kind.Process
        where process is not null
        from refusal in Refusals(kind, process, abilities)
        select refusal;

    private static IEnumerable<string> Refusals(Kind kind, RunProcess process, GuardianAbilities abilities)
    {
        foreach (var refusal in LimitCheck.Refusals(Of(process.Limits), abilities))
        {
            yield return $"The limits of kind '{kind.Name}': {refusal}";
        }

        if (process.Limits?.Nice < 0 && !abilities.NegativeNice)
        {
            yield return $"The limits of kind '{kind.Name}': The service may not set a nice value below 0, such as {process.Limits.Nice}; "
                + "give it CAP_SYS_NICE, or set 0 to 19.";
        }

        if (kind is CommandKind)
        {
            if (LimitCheck.RefusalOfUser(process.UserId, abilities) is { } refusal)
            {
                yield return $"The user id of kind '{kind.Name}': {refusal}";
            }
        }
        else if (process.UserId is { } user && !abilities.OtherUsers)
        {
            yield return $"The user id of kind '{kind.Name}': The service may not start processes of user {user}; run it as root or with "
                + "CAP_SETUID, CAP_SETGID and CAP_KILL, or leave the user id out.";
        }

        foreach (var (name, value) in process.Environment)
        {
            if (ManagedEnvironment.Refusal(name, value) is { } refusal)
            {
                yield return $"The environment of kind '{kind.Name}': {refusal}";
            }
        }
    }
}
