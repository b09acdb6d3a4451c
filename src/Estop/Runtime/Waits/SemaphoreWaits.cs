namespace Estop.Runtime;

/// <summary>The waits of <see cref="SemaphoreSlim"/>.</summary>
public static class SemaphoreWaits
{
    /// <summary>In place of <see cref="SemaphoreSlim.Wait()"/>.</summary>
    [ReplacesCall(typeof(SemaphoreSlim), nameof(SemaphoreSlim.Wait))]
    public static void Wait(SemaphoreSlim handle) => StoppableWait.Run(handle, static handle => handle.Wait());

    /// <summary>In place of <see cref="SemaphoreSlim.Wait(int)"/>.</summary>
    [ReplacesCall(typeof(SemaphoreSlim), nameof(SemaphoreSlim.Wait))]
    public static bool Wait(SemaphoreSlim handle, int millisecondsTimeout) =>
        StoppableWait.Run(handle, millisecondsTimeout, static (handle, left) => handle.Wait(left));

    /// <summary>In place of <see cref="SemaphoreSlim.Wait(TimeSpan)"/>.</summary>
    [ReplacesCall(typeof(SemaphoreSlim), nameof(SemaphoreSlim.Wait))]
    public static bool Wait(SemaphoreSlim handle, TimeSpan timeout) =>
        StoppableWait.Run(handle, timeout, static (handle, left) => handle.Wait(left));

    /// <summary>In place of <see cref="SemaphoreSlim.Wait(CancellationToken)"/>.</summary>
    [ReplacesCall(typeof(SemaphoreSlim), nameof(SemaphoreSlim.Wait))]
    public static void Wait(SemaphoreSlim handle, CancellationToken cancellationToken) =>
        LinkedWait.Run(handle, cancellationToken, static (handle, token) => handle.Wait(token));

    /// <summary>In place of <see cref="SemaphoreSlim.Wait(int, CancellationToken)"/>.</summary>
    [ReplacesCall(typeof(SemaphoreSlim), nameof(SemaphoreSlim.Wait))]
    public static bool Wait(SemaphoreSlim handle, int millisecondsTimeout, CancellationToken cancellationToken) =>
        LinkedWait.Run(
            handle,
            millisecondsTimeout,
            cancellationToken,
            static (handle, left, token) => handle.Wait(left, token));

    /// <summary>In place of <see cref="SemaphoreSlim.Wait(TimeSpan, CancellationToken)"/>.</summary>
    [ReplacesCall(typeof(SemaphoreSlim), nameof(SemaphoreSlim.Wait))]
    public static bool Wait(SemaphoreSlim handle, TimeSpan timeout, CancellationToken cancellationToken) =>
        LinkedWait.Run(
            handle,
            timeout,
            cancellationToken,
            static (handle, left, token) => handle.Wait(left, token));
}
