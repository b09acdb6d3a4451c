namespace Estop.Runtime;

/// <summary>
/// Delays that are awaited. In a handler that swallows they end at once when a stop is due, as if their time were over:
/// nothing is lost with a delay, and what the handler has to do comes after it.
/// </summary>
public static class Delays
{
    /// <summary>In place of <see cref="Task.Delay(int)"/>.</summary>
    [ReplacesCall(typeof(Task), nameof(Task.Delay))]
    public static Task Delay(int millisecondsDelay) => Delay(millisecondsDelay, static (time, token) => Task.Delay(time, token));

    /// <summary>In place of <see cref="Task.Delay(TimeSpan)"/>.</summary>
    [ReplacesCall(typeof(Task), nameof(Task.Delay))]
    public static Task Delay(TimeSpan delay) => Delay(delay, static (time, token) => Task.Delay(time, token));

    /// <summary>In place of <see cref="Task.Delay(TimeSpan, TimeProvider)"/>.</summary>
    [ReplacesCall(typeof(Task), nameof(Task.Delay))]
    public static Task Delay(TimeSpan delay, TimeProvider timeProvider) =>
        Delay((delay, timeProvider), static (time, token) => Task.Delay(time.delay, time.timeProvider, token));

    private static Task Delay<T>(T time, Func<T, CancellationToken, Task> delay) =>
        ScopeThread.InOwnScope() is { Scope: { } scope } thread && ShieldDepth.IsSwallowingHandler(thread.Shields)
            ? OrUntilStop(delay(time, scope.WovenToken(thread: null)))
            : delay(time, Tokens.Current());

    private static async Task OrUntilStop(Task delay) =>
        await delay.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
