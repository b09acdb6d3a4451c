namespace Estop.Runtime;

/// <summary>The waits of <see cref="WaitHandle"/>. What <c>exitContext</c> asked for is gone since .NET Core.</summary>
public static class HandleWaits
{
    /// <summary>In place of <see cref="WaitHandle.WaitOne()"/>.</summary>
    [ReplacesCall(typeof(WaitHandle), nameof(WaitHandle.WaitOne))]
    public static bool WaitOne(WaitHandle handle) => WaitOne(handle, Timeout.Infinite);

    /// <summary>In place of <see cref="WaitHandle.WaitOne(int)"/>.</summary>
    [ReplacesCall(typeof(WaitHandle), nameof(WaitHandle.WaitOne))]
    public static bool WaitOne(WaitHandle handle, int millisecondsTimeout) =>
        StoppableWait.Run(handle, millisecondsTimeout, static (handle, left) => Mutexes.WaitOne(handle, left));

    /// <summary>In place of <see cref="WaitHandle.WaitOne(TimeSpan)"/>.</summary>
    [ReplacesCall(typeof(WaitHandle), nameof(WaitHandle.WaitOne))]
    public static bool WaitOne(WaitHandle handle, TimeSpan timeout) =>
        IsTimeout(timeout) ? WaitOne(handle, (int)timeout.TotalMilliseconds) : handle.WaitOne(timeout);

    /// <summary>In place of <see cref="WaitHandle.WaitOne(int, bool)"/>.</summary>
    [ReplacesCall(typeof(WaitHandle), nameof(WaitHandle.WaitOne))]
    public static bool WaitOne(WaitHandle handle, int millisecondsTimeout, bool exitContext) =>
        WaitOne(handle, millisecondsTimeout);

    /// <summary>In place of <see cref="WaitHandle.WaitOne(TimeSpan, bool)"/>.</summary>
    [ReplacesCall(typeof(WaitHandle), nameof(WaitHandle.WaitOne))]
    public static bool WaitOne(WaitHandle handle, TimeSpan timeout, bool exitContext) =>
        WaitOne(handle, timeout);

    /// <summary>In place of <see cref="WaitHandle.WaitAny(WaitHandle[])"/>.</summary>
    [ReplacesCall(typeof(WaitHandle), nameof(WaitHandle.WaitAny))]
    public static int WaitAny(WaitHandle[] waitHandles) => WaitAny(waitHandles, Timeout.Infinite);

    /// <summary>In place of <see cref="WaitHandle.WaitAny(WaitHandle[], int)"/>.</summary>
    [ReplacesCall(typeof(WaitHandle), nameof(WaitHandle.WaitAny))]
    public static int WaitAny(WaitHandle[] waitHandles, int millisecondsTimeout) =>
        StoppableWait.Run(waitHandles, millisecondsTimeout, static (handles, left) => Mutexes.WaitAny(handles, left));

    /// <summary>In place of <see cref="WaitHandle.WaitAny(WaitHandle[], TimeSpan)"/>.</summary>
    [ReplacesCall(typeof(WaitHandle), nameof(WaitHandle.WaitAny))]
    public static int WaitAny(WaitHandle[] waitHandles, TimeSpan timeout) =>
        IsTimeout(timeout)
            ? WaitAny(waitHandles, (int)timeout.TotalMilliseconds)
            : WaitHandle.WaitAny(waitHandles, timeout);

    /// <summary>In place of <see cref="WaitHandle.WaitAny(WaitHandle[], int, bool)"/>.</summary>
    [ReplacesCall(typeof(WaitHandle), nameof(WaitHandle.WaitAny))]
    public static int WaitAny(WaitHandle[] waitHandles, int millisecondsTimeout, bool exitContext) =>
        WaitAny(waitHandles, millisecondsTimeout);

    /// <summary>In place of <see cref="WaitHandle.WaitAny(WaitHandle[], TimeSpan, bool)"/>.</summary>
    [ReplacesCall(typeof(WaitHandle), nameof(WaitHandle.WaitAny))]
    public static int WaitAny(WaitHandle[] waitHandles, TimeSpan timeout, bool exitContext) =>
        WaitAny(waitHandles, timeout);

    /// <summary>In place of <see cref="WaitHandle.WaitAll(WaitHandle[])"/>.</summary>
    [ReplacesCall(typeof(WaitHandle), nameof(WaitHandle.WaitAll))]
    public static bool WaitAll(WaitHandle[] waitHandles) => WaitAll(waitHandles, Timeout.Infinite);

    /// <summary>In place of <see cref="WaitHandle.WaitAll(WaitHandle[], int)"/>.</summary>
    [ReplacesCall(typeof(WaitHandle), nameof(WaitHandle.WaitAll))]
    public static bool WaitAll(WaitHandle[] waitHandles, int millisecondsTimeout) =>
        StoppableWait.Run(waitHandles, millisecondsTimeout, static (handles, left) => Mutexes.WaitAll(handles, left));

    /// <summary>In place of <see cref="WaitHandle.WaitAll(WaitHandle[], TimeSpan)"/>.</summary>
    [ReplacesCall(typeof(WaitHandle), nameof(WaitHandle.WaitAll))]
    public static bool WaitAll(WaitHandle[] waitHandles, TimeSpan timeout) =>
        IsTimeout(timeout)
            ? WaitAll(waitHandles, (int)timeout.TotalMilliseconds)
            : WaitHandle.WaitAll(waitHandles, timeout);

    /// <summary>In place of <see cref="WaitHandle.WaitAll(WaitHandle[], int, bool)"/>.</summary>
    [ReplacesCall(typeof(WaitHandle), nameof(WaitHandle.WaitAll))]
    public static bool WaitAll(WaitHandle[] waitHandles, int millisecondsTimeout, bool exitContext) =>
        WaitAll(waitHandles, millisecondsTimeout);

    /// <summary>In place of <see cref="WaitHandle.WaitAll(WaitHandle[], TimeSpan, bool)"/>.</summary>
    [ReplacesCall(typeof(WaitHandle), nameof(WaitHandle.WaitAll))]
    public static bool WaitAll(WaitHandle[] waitHandles, TimeSpan timeout, bool exitContext) =>
        WaitAll(waitHandles, timeout);

    /// <summary>In place of <see cref="WaitHandle.SignalAndWait(WaitHandle, WaitHandle)"/>.</summary>
    [ReplacesCall(typeof(WaitHandle), nameof(WaitHandle.SignalAndWait))]
    public static bool SignalAndWait(WaitHandle toSignal, WaitHandle toWaitOn) =>
        SignalAndWait(toSignal, toWaitOn, Timeout.Infinite, exitContext: false);

    /// <summary>
    /// In place of <see cref="WaitHandle.SignalAndWait(WaitHandle, WaitHandle, int, bool)"/>. Signals once, and not again where
    /// a look has the wait begin again.
    /// </summary>
    [ReplacesCall(typeof(WaitHandle), nameof(WaitHandle.SignalAndWait))]
    public static bool SignalAndWait(
        WaitHandle toSignal, WaitHandle toWaitOn, int millisecondsTimeout, bool exitContext)
    {
        if (millisecondsTimeout < Timeout.Infinite || ScopeThread.InOwnScope() is null)
        {
            return WaitHandle.SignalAndWait(toSignal, toWaitOn, millisecondsTimeout, exitContext);
        }

        Safepoint.Check();
        return Mutexes.SignalAndTry(toSignal, toWaitOn)
            || (millisecondsTimeout != 0 && WaitOne(toWaitOn, millisecondsTimeout));
    }

    /// <summary>In place of <see cref="WaitHandle.SignalAndWait(WaitHandle, WaitHandle, TimeSpan, bool)"/>.</summary>
    [ReplacesCall(typeof(WaitHandle), nameof(WaitHandle.SignalAndWait))]
    public static bool SignalAndWait(
        WaitHandle toSignal, WaitHandle toWaitOn, TimeSpan timeout, bool exitContext) =>
        IsTimeout(timeout)
            ? SignalAndWait(toSignal, toWaitOn, (int)timeout.TotalMilliseconds, exitContext)
            : WaitHandle.SignalAndWait(toSignal, toWaitOn, timeout, exitContext);

    /// <summary>Another is refused, and the original says best how.</summary>
    private static bool IsTimeout(TimeSpan timeout) => (long)timeout.TotalMilliseconds is >= Timeout.Infinite and <= int.MaxValue;
}
