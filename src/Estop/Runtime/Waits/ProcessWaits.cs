using System.Diagnostics;

namespace Estop.Runtime;

/// <summary>Waiting for a process. That process lives on when the waiting is stopped.</summary>
public static class ProcessWaits
{
    /// <summary>In place of <see cref="Process.WaitForExit()"/>.</summary>
    [ReplacesCall(typeof(Process), nameof(Process.WaitForExit))]
    public static void WaitForExit(Process process) =>
        StoppableWait.Run(process, static process => process.WaitForExit());

    /// <summary>In place of <see cref="Process.WaitForExit(int)"/>.</summary>
    [ReplacesCall(typeof(Process), nameof(Process.WaitForExit))]
    public static bool WaitForExit(Process process, int milliseconds) =>
        StoppableWait.Run(process, milliseconds, static (process, left) => process.WaitForExit(left));

    /// <summary>In place of <see cref="Process.WaitForExit(TimeSpan)"/>.</summary>
    [ReplacesCall(typeof(Process), nameof(Process.WaitForExit))]
    public static bool WaitForExit(Process process, TimeSpan timeout) =>
        StoppableWait.Run(process, timeout, static (process, left) => process.WaitForExit(left));
}
