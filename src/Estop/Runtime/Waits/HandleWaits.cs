namespace Estop.Runtime;

/// <summary>The waits of <see cref="WaitHandle"/>. What <c>exitContext</c> asked for is gone since .NET Core.</summary>
public static class HandleWaits
{
    /// <summary>In place of <see cref="WaitHandle.WaitOne()"/>.</summary>
    [ReplacesCall(typeof(WaitHandle), nameof(WaitHandle.WaitOne))]
    public static bool WaitOne(WaitHandle handle) =>
        Mutexes.Taken(handle, StoppableWait.Run(handle, static handle => handle.WaitOne()));

    /// <summary>In place of <see cref="WaitHandle.WaitOne(int)"/>.</summary>
    [ReplacesCall(typeof(WaitHandle), nameof(WaitHandle.WaitOne))]
    public static bool WaitOne(WaitHandle handle, int millisecondsTimeout) =>
        Mutexes.Taken(handle, StoppableWait.Run(
            handle, millisecondsTimeout, static (handle, left) => handle.WaitOne(left)));

    /// <summary>In place of <see cref="WaitHandle.WaitOne(TimeSpan)"/>.</summary>
    [ReplacesCall(typeof(WaitHandle), nameof(WaitHandle.WaitOne))]
    public static bool WaitOne(WaitHandle handle, TimeSpan timeout) =>
        Mutexes.Taken(handle, StoppableWait.Run(handle, timeout, static (handle, left) => handle.WaitOne(left)));

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
    public static int WaitAny(WaitHandle[] waitHandles) =>
        StoppableWait.Run(waitHandles, static handles => WaitHandle.WaitAny(handles));

    /// <summary>In place of <see cref="WaitHandle.WaitAny(WaitHandle[], int)"/>.</summary>
    [ReplacesCall(typeof(WaitHandle), nameof(WaitHandle.WaitAny))]
    public static int WaitAny(WaitHandle[] waitHandles, int millisecondsTimeout) =>
        StoppableWait.Run(
            waitHandles,
            millisecondsTimeout,
            static (waitHandles, left) => WaitHandle.WaitAny(waitHandles, left));

    /// <summary>In place of <see cref="WaitHandle.WaitAny(WaitHandle[], TimeSpan)"/>.</summary>
    [ReplacesCall(typeof(WaitHandle), nameof(WaitHandle.WaitAny))]
    public static int WaitAny(WaitHandle[] waitHandles, TimeSpan timeout) =>
        StoppableWait.Run(waitHandles, timeout, static (waitHandles, left) => WaitHandle.WaitAny(waitHandles, left));

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
    public static bool WaitAll(WaitHandle[] waitHandles) =>
        StoppableWait.Run(waitHandles, static handles => WaitHandle.WaitAll(handles));

    /// <summary>In place of <see cref="WaitHandle.WaitAll(WaitHandle[], int)"/>.</summary>
    [ReplacesCall(typeof(WaitHandle), nameof(WaitHandle.WaitAll))]
    public static bool WaitAll(WaitHandle[] waitHandles, int millisecondsTimeout) =>
        StoppableWait.Run(
            waitHandles,
            millisecondsTimeout,
            static (waitHandles, left) => WaitHandle.WaitAll(waitHandles, left));

    /// <summary>In place of <see cref="WaitHandle.WaitAll(WaitHandle[], TimeSpan)"/>.</summary>
    [ReplacesCall(typeof(WaitHandle), nameof(WaitHandle.WaitAll))]
    public static bool WaitAll(WaitHandle[] waitHandles, TimeSpan timeout) =>
        StoppableWait.Run(waitHandles, timeout, static (waitHandles, left) => WaitHandle.WaitAll(waitHandles, left));

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
        StoppableWait.Run(
            (toSignal, toWaitOn), static call => WaitHandle.SignalAndWait(call.toSignal, call.toWaitOn));

    /// <summary>In place of <see cref="WaitHandle.SignalAndWait(WaitHandle, WaitHandle, int, bool)"/>.</summary>
    [ReplacesCall(typeof(WaitHandle), nameof(WaitHandle.SignalAndWait))]
    public static bool SignalAndWait(
        WaitHandle toSignal, WaitHandle toWaitOn, int millisecondsTimeout, bool exitContext) =>
        StoppableWait.Run(
            (toSignal, toWaitOn),
            millisecondsTimeout,
            static (call, left) => WaitHandle.SignalAndWait(call.toSignal, call.toWaitOn, left, exitContext: false));

    /// <summary>In place of <see cref="WaitHandle.SignalAndWait(WaitHandle, WaitHandle, TimeSpan, bool)"/>.</summary>
    [ReplacesCall(typeof(WaitHandle), nameof(WaitHandle.SignalAndWait))]
    public static bool SignalAndWait(
        WaitHandle toSignal, WaitHandle toWaitOn, TimeSpan timeout, bool exitContext) =>
        StoppableWait.Run(
            (toSignal, toWaitOn),
            timeout,
            static (call, left) => WaitHandle.SignalAndWait(call.toSignal, call.toWaitOn, left, exitContext: false));
}
