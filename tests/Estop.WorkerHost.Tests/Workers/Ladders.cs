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

    /// <summary>For code that comes out by itself, when it gets a processor.</summary>
    public static readonly LadderOptions WithTimeToComeOut = new()
    {
        AbortAfter = TimeSpan.FromSeconds(10),
        KillAfter = TimeSpan.FromSeconds(10),
        Deadline = TimeSpan.FromSeconds(40),
    };

    /// <summary>Cleanup may take seconds.</summary>
    public static readonly LadderOptions Slow = new()
    {
        CleanupBudget = TimeSpan.FromSeconds(8),
        Deadline = TimeSpan.FromSeconds(40),
    };

    /// <summary>No rung has time for itself.</summary>
    public static readonly LadderOptions AtOnce = new()
    {
        Grace = TimeSpan.FromSeconds(20),
        InterruptAfter = TimeSpan.Zero,
        SignalAfter = TimeSpan.Zero,
        CloseAfter = TimeSpan.Zero,
        Deadline = TimeSpan.FromSeconds(40),
    };

    /// <summary>Cleanup that does not end by itself goes on for longer than the test.</summary>
    public static readonly LadderOptions Patient = new()
    {
        CleanupBudget = TimeSpan.FromMinutes(1),
        Deadline = TimeSpan.FromMinutes(2),
    };

    /// <summary>A process in which a run does not come out is killed while others are still on their first rungs.</summary>
    public static readonly LadderOptions Hasty = new()
    {
        CleanupBudget = TimeSpan.FromMilliseconds(50),
        KillAfter = TimeSpan.FromSeconds(3),
        Deadline = TimeSpan.FromSeconds(20),
    };
}
