namespace Estop.Tests;

/// <summary>Waits of tests: for an event, never for a time, and never for ever.</summary>
internal static class Phase
{
    /// <summary>Long enough that only a hang reaches it.</summary>
    public static readonly TimeSpan HardTimeout = TimeSpan.FromSeconds(30);

    /// <summary>For what must answer before the test gives up.</summary>
    public static readonly TimeSpan Patience = HardTimeout / 2;

    public static void Reached(ManualResetEventSlim phase) =>
        Assert.True(phase.Wait(HardTimeout), "The worker did not reach the phase that the test waits for.");

    public static async Task<T> InTime<T>(Task<T> task) => await task.WaitAsync(HardTimeout);

    /// <summary>For tests that hold a lock, and so must stay on their thread.</summary>
    public static T Block<T>(Task<T> task) => task.WaitAsync(HardTimeout).GetAwaiter().GetResult();

    public static async Task InTime(Task task) => await task.WaitAsync(HardTimeout);

    /// <summary>Waits for something that no event tells, such as a thread being in its wait.</summary>
    public static void Until(Func<bool> condition, string what) =>
        Assert.True(SpinWait.SpinUntil(condition, HardTimeout), $"Waited in vain until {what}.");

    /// <summary>Stops the scope, and demands that it is dead.</summary>
    public static async Task<StopReceipt> Stop(StopScope scope, StopMode mode = StopMode.Prompt)
    {
        var receipt = await InTime(scope.StopAsync(new StopRequest { Mode = mode, Deadline = HardTimeout / 2 }));
        Assert.True(
            receipt.Outcome == ScopeOutcome.Stopped,
            $"{receipt.Outcome}, at {receipt.StoppedAt}: {string.Join(' ', receipt.LeftBehind)} {receipt.StillRunning?.Threads.FirstOrDefault()}");
        Assert.Empty(scope.ThreadIds);
        Assert.All(receipt.Proof!.Threads, ThreadIsGone);
        await InTime(scope.Completion);
        return receipt;
    }

    public static void ThreadIsGone(int osThreadId) =>
        Assert.False(Directory.Exists($"/proc/self/task/{osThreadId}"), $"Thread {osThreadId} lives on.");
}
