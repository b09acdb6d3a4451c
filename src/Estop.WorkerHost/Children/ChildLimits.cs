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
    /// The runtime collects before it meets the limit of memory, which would end the process: three quarters of it are for the heap.
    /// </summary>
    public static void AddTo(IDictionary<string, string> environment, RunLimits limits)
    {
        if (limits.MemoryBytes is { } memory)
        {
            environment["DOTNET_GCHeapHardLimit"] = (memory / 4 * 3).ToString("X", CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Which limits and user ids of the kinds cannot be held here, one sentence each.</summary>
    public static IEnumerable<string> Refusals(IReadOnlyCollection<Kind> kinds, GuardianAbilities abilities) =>
        (from kind in kinds
         where kind.Limits is not null
         from refusal in LimitCheck.Refusals(Of(kind.Limits), abilities)
         select $"The limits of kind '{kind.Name}': {refusal}")
        .Concat(
            from kind in kinds.OfType<CommandKind>()
            let refusal = LimitCheck.RefusalOfUser(kind.Command.UserId, abilities)
            where refusal is not null
            select $"The user id of kind '{kind.Name}': {refusal}");
}
