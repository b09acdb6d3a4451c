namespace Estop.Runtime;

/// <summary>
/// The waits of <see cref="ManualResetEventSlim"/> and <see cref="CountdownEvent"/>, which take nothing when they succeed.
/// </summary>
public static class EventWaits
{
    /// <summary>In place of <see cref="ManualResetEventSlim.Wait()"/>.</summary>
    [ReplacesCall(typeof(ManualResetEventSlim), nameof(ManualResetEventSlim.Wait))]
    public static void Wait(ManualResetEventSlim handle) =>
        StoppableWait.Run(handle, static handle => handle.Wait());

    /// <summary>In place of <see cref="ManualResetEventSlim.Wait(int)"/>.</summary>
    [ReplacesCall(typeof(ManualResetEventSlim), nameof(ManualResetEventSlim.Wait))]
    public static bool Wait(ManualResetEventSlim handle, int millisecondsTimeout) =>
        StoppableWait.Run(handle, millisecondsTimeout, static (handle, left) => handle.Wait(left));

    /// <summary>In place of <see cref="ManualResetEventSlim.Wait(TimeSpan)"/>.</summary>
    [ReplacesCall(typeof(ManualResetEventSlim), nameof(ManualResetEventSlim.Wait))]
    public static bool Wait(ManualResetEventSlim handle, TimeSpan timeout) =>
        StoppableWait.Run(handle, timeout, static (handle, left) => handle.Wait(left));

    /// <summary>In place of <see cref="ManualResetEventSlim.Wait(CancellationToken)"/>.</summary>
    [ReplacesCall(typeof(ManualResetEventSlim), nameof(ManualResetEventSlim.Wait))]
    public static void Wait(ManualResetEventSlim handle, CancellationToken cancellationToken) =>
        StoppableWait.Run((handle, cancellationToken), static call => call.handle.Wait(call.cancellationToken));

    /// <summary>In place of <see cref="ManualResetEventSlim.Wait(int, CancellationToken)"/>.</summary>
    [ReplacesCall(typeof(ManualResetEventSlim), nameof(ManualResetEventSlim.Wait))]
    public static bool Wait(ManualResetEventSlim handle, int millisecondsTimeout, CancellationToken cancellationToken) =>
        StoppableWait.Run(
            (handle, cancellationToken),
            millisecondsTimeout,
            static (call, left) => call.handle.Wait(left, call.cancellationToken));

    /// <summary>In place of <see cref="ManualResetEventSlim.Wait(TimeSpan, CancellationToken)"/>.</summary>
    [ReplacesCall(typeof(ManualResetEventSlim), nameof(ManualResetEventSlim.Wait))]
    public static bool Wait(ManualResetEventSlim handle, TimeSpan timeout, CancellationToken cancellationToken) =>
        StoppableWait.Run(
            (handle, cancellationToken),
            timeout,
            static (call, left) => call.handle.Wait(left, call.cancellationToken));

    /// <summary>In place of <see cref="CountdownEvent.Wait()"/>.</summary>
    [ReplacesCall(typeof(CountdownEvent), nameof(CountdownEvent.Wait))]
    public static void Wait(CountdownEvent countdown) =>
        StoppableWait.Run(countdown, static countdown => countdown.Wait());

    /// <summary>In place of <see cref="CountdownEvent.Wait(int)"/>.</summary>
    [ReplacesCall(typeof(CountdownEvent), nameof(CountdownEvent.Wait))]
    public static bool Wait(CountdownEvent countdown, int millisecondsTimeout) =>
        StoppableWait.Run(countdown, millisecondsTimeout, static (countdown, left) => countdown.Wait(left));

    /// <summary>In place of <see cref="CountdownEvent.Wait(TimeSpan)"/>.</summary>
    [ReplacesCall(typeof(CountdownEvent), nameof(CountdownEvent.Wait))]
    public static bool Wait(CountdownEvent countdown, TimeSpan timeout) =>
        StoppableWait.Run(countdown, timeout, static (countdown, left) => countdown.Wait(left));

    /// <summary>In place of <see cref="CountdownEvent.Wait(CancellationToken)"/>.</summary>
    [ReplacesCall(typeof(CountdownEvent), nameof(CountdownEvent.Wait))]
    public static void Wait(CountdownEvent countdown, CancellationToken cancellationToken) =>
        StoppableWait.Run((countdown, cancellationToken), static call => call.countdown.Wait(call.cancellationToken));

    /// <summary>In place of <see cref="CountdownEvent.Wait(int, CancellationToken)"/>.</summary>
    [ReplacesCall(typeof(CountdownEvent), nameof(CountdownEvent.Wait))]
    public static bool Wait(CountdownEvent countdown, int millisecondsTimeout, CancellationToken cancellationToken) =>
        StoppableWait.Run(
            (countdown, cancellationToken),
            millisecondsTimeout,
            static (call, left) => call.countdown.Wait(left, call.cancellationToken));

    /// <summary>In place of <see cref="CountdownEvent.Wait(TimeSpan, CancellationToken)"/>.</summary>
    [ReplacesCall(typeof(CountdownEvent), nameof(CountdownEvent.Wait))]
    public static bool Wait(CountdownEvent countdown, TimeSpan timeout, CancellationToken cancellationToken) =>
        StoppableWait.Run(
            (countdown, cancellationToken),
            timeout,
            static (call, left) => call.countdown.Wait(left, call.cancellationToken));
}
