namespace Estop.Runtime;

/// <summary>
/// The waits of <see cref="SemaphoreSlim"/>. One that comes behind those who await it is an await itself, and would leave its
/// place in the line behind if it were interrupted: a permit would be given to nobody. So a stop comes by a token.
/// </summary>
public static class SemaphoreWaits
{
    /// <summary>In place of <see cref="SemaphoreSlim.Wait()"/>.</summary>
    [ReplacesCall(typeof(SemaphoreSlim), nameof(SemaphoreSlim.Wait))]
    public static void Wait(SemaphoreSlim handle)
    {
        if (handle.CurrentCount == 0 || !handle.Wait(0))
        {
            Wait(handle, CancellationToken.None);
        }
    }

    /// <summary>In place of <see cref="SemaphoreSlim.Wait(int)"/>.</summary>
    [ReplacesCall(typeof(SemaphoreSlim), nameof(SemaphoreSlim.Wait))]
    public static bool Wait(SemaphoreSlim handle, int millisecondsTimeout) =>
        Wait(handle, millisecondsTimeout, CancellationToken.None);

    /// <summary>In place of <see cref="SemaphoreSlim.Wait(TimeSpan)"/>.</summary>
    [ReplacesCall(typeof(SemaphoreSlim), nameof(SemaphoreSlim.Wait))]
    public static bool Wait(SemaphoreSlim handle, TimeSpan timeout) =>
        Wait(handle, timeout, CancellationToken.None);

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
