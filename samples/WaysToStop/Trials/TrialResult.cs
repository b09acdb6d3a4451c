using System.Globalization;

namespace Sample;

/// <summary>What came of one trial. A process that ended has nothing to say, and its worker is gone with it.</summary>
internal sealed record TrialResult(bool Stopped, double Milliseconds, bool CleanedUp, bool ProcessLived)
{
    public static async Task<TrialResult> OfAsync(Way way, Place place)
    {
        using var process = Executable.Start("--try", way.GetType().Name, place.ToString());
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output.Trim().Split(' ') is [var end, var took, var cleanup]
            ? new TrialResult(
                end == "stopped", double.Parse(took, CultureInfo.InvariantCulture), cleanup == "cleaned", process.ExitCode == 0)
            : new TrialResult(Stopped: true, Milliseconds: 0, CleanedUp: false, ProcessLived: false);
    }

    public string Text => !ProcessLived ? "with all others" : Stopped ? $"after {Math.Ceiling(Milliseconds):f0} ms" : "no";
}
