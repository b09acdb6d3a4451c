using System.Globalization;
using Estop.Processes;

namespace Estop.WorkerHost;

/// <summary>Processes in words, for receipts and errors.</summary>
internal static class ProcessText
{
    /// <summary>How it ended, and what it had written last.</summary>
    public static string Of(int processId, ProcessEnd end, IReadOnlyCollection<string> lastLines)
    {
        var how = end switch
        {
            { Signal: { } signal } => $"was ended by {UnixSignals.NameOf(signal)}",
            { ExitCode: { } code } => string.Create(CultureInfo.InvariantCulture, $"exited with code {code}"),
            _ => "has ended, and nobody can tell how",
        };

        how += end.Breach switch
        {
            LimitBreach.Memory => " because it went over a limit: memory",
            LimitBreach.ProcessorTime => " because it went over a limit: processor time",

            // Who is refused a process is not ended by that.
            LimitBreach.Processes => ", and had been refused processes by its limit",
            _ => "",
        };
        var lines = lastLines.Count == 0 ? "" : $"; its last lines: {string.Join(" | ", lastLines)}";
        return string.Create(CultureInfo.InvariantCulture, $"Process {processId} {how}{lines}");
    }

    public static string Of(KilledProcess process) => $"{process.Name} ({process.ProcessId}), which it had started";

    public static string Of(UnkilledProcess process) =>
        $"Process {process.ProcessId} ({process.Name}) was sent SIGKILL and is still there: state {process.State}"
            + (process.WaitChannel.Length == 0 ? "." : $", in {process.WaitChannel}.");
}
