namespace Estop.Tests;

/// <summary>Waits of tests: for an event, never for a time, and never for ever.</summary>
internal static class Phase
{
    /// <summary>Long enough that only a hang reaches it.</summary>
    public static readonly TimeSpan HardTimeout = TimeSpan.FromSeconds(30);

    public static StopScopeOptions Patient { get; } = new() { Ladder = new LadderOptions { Deadline = HardTimeout } };

    public static void Reached(ManualResetEventSlim phase) =>
        Assert.True(phase.Wait(HardTimeout), "The worker did not reach the phase that the test waits for.");

    public static async Task<T> InTime<T>(Task<T> task) => await task.WaitAsync(HardTimeout);

    /// <summary>For tests that hold a lock, and so must stay on their thread.</summary>
    public static T Block<T>(Task<T> task) => task.WaitAsync(HardTimeout).GetAwaiter().GetResult();

    public static async Task InTime(Task task) => await task.WaitAsync(HardTimeout);

    /// <summary>Waits for something that no event tells, such as a thread being asleep.</summary>
    public static void Until(Func<bool> condition, string what) =>
        Assert.True(SpinWait.SpinUntil(condition, HardTimeout), $"Waited in vain until {what}.");
}
