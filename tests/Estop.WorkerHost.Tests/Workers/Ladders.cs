namespace Estop.WorkerHost.Tests;

/// <summary>Times that are short enough for tests that have to wait for all of them.</summary>
internal static class Ladders
{
    public static readonly LadderOptions Quick = new()
    {
        CleanupBudget = TimeSpan.FromMilliseconds(500),
        CloseAfter = TimeSpan.FromMilliseconds(50),
        LetGoAfter = TimeSpan.FromMilliseconds(300),
        Deadline = TimeSpan.FromSeconds(20),
    };

    /// <summary>An abort comes in some ten milliseconds, but later on a machine that is busy.</summary>
    public static readonly LadderOptions WithTimeToAbort = Quick with { KillAfter = TimeSpan.FromSeconds(10) };
}
