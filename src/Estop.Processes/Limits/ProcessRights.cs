using System.Globalization;
using System.Runtime.InteropServices;

namespace Estop.Processes;

/// <summary>Limits and priority of one process, which what it starts inherits.</summary>
internal static unsafe class ProcessRights
{
    // Two seconds in all, each pause a part of the 100 ms that are to be met.
    private const int SessionTurns = 100;
    private const int SessionPause = 20;

    private const int OfProcess = 0;
    private const int OfGroup = 1;

    /// <summary>Sets them.</summary>
    /// <param name="processId">The process; 0 for this one.</param>
    /// <param name="limits">What it may take.</param>
    /// <param name="nice">How much of the processors it leaves to others.</param>
    /// <exception cref="SpawnException">One could not be set.</exception>
    public static void Apply(int processId, ProcessLimits limits, int nice)
    {
        if (limits.OpenFiles is { } files)
        {
            Set(processId, ResourceLimit.OpenFiles, (ulong)files, (ulong)files, "open files");
        }

        if (limits.ProcessorTime is { } time)
        {
            // At the soft limit a signal that names the cause, and a second later one that cannot be caught.
            var seconds = (ulong)Math.Max(1, Math.Ceiling(time.TotalSeconds));
            Set(processId, ResourceLimit.ProcessorTime, seconds, seconds + 1, "processor time");
        }

        if (nice != 0)
        {
            SetNice(processId, nice);
        }
    }

    /// <summary>Limits the memory that the process itself can write to, where its tree cannot be limited.</summary>
    /// <exception cref="SpawnException">It could not be.</exception>
    public static void LimitMemory(int processId, long bytes) =>
        Set(processId, ResourceLimit.Data, (ulong)bytes, (ulong)bytes, "memory");

    /// <summary>
    /// Has the group of a process, which leads its session, leave the processors to nobody any more. Where only root may do that, it
    /// stays as it is.
    /// </summary>
    public static void Hurry(int leader)
    {
        _ = Libc.SetPriority(OfGroup, leader, nice: 0);
        KernelFile.TryWrite(Session(leader), "0");
    }

    /// <summary>This process's memory is never written to a file, in which secrets would outlive it.</summary>
    public static void NoCore() => _ = TrySet(0, ResourceLimit.Core, 0, 0);

    private static void SetNice(int processId, int nice)
    {
        // The kernel keeps it for each thread; new ones inherit it.
        var id = processId == 0 ? Environment.ProcessId : processId;
        foreach (var thread in Directory.EnumerateDirectories($"/proc/{id}/task"))
        {
            if (Libc.SetPriority(OfProcess, int.Parse(Path.GetFileName(thread), CultureInfo.InvariantCulture), nice) != 0
                && Marshal.GetLastPInvokeError() != NativeError.NoSuchProcess)
            {
                throw NativeError.Last($"The nice value {nice} could not be set");
            }
        }

        // Between sessions, which its is one of, only that of the whole session counts where the kernel groups by them.
        var session = Session(id);
        for (var turn = 0; turn < SessionTurns && File.Exists(session); turn++)
        {
            if (KernelFile.TryWrite(session, nice.ToString(CultureInfo.InvariantCulture)))
            {
                return;
            }

            // Without CAP_SYS_ADMIN the kernel takes one such change in 100 ms from the whole machine (autogroup.c).
            Waiter.Pause(SessionPause);
        }
    }

    private static string Session(int processId) => $"/proc/{processId}/autogroup";

    private static void Set(int processId, int resource, ulong soft, ulong hard, string name)
    {
        if (!TrySet(processId, resource, soft, hard))
        {
            throw NativeError.Last($"The limit of {name} could not be set to {soft}");
        }
    }

    private static bool TrySet(int processId, int resource, ulong soft, ulong hard)
    {
        var limit = new ResourceLimit { Soft = soft, Hard = hard };
        return Libc.SetLimit(processId, resource, &limit, null) == 0;
    }
}
