namespace Estop.Runtime;

/// <summary>The waits of <see cref="WaitHandle"/> and its slim relatives.</summary>
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
            (handle, millisecondsTimeout), static call => call.handle.WaitOne(call.millisecondsTimeout)));

    /// <summary>In place of <see cref="WaitHandle.WaitOne(TimeSpan)"/>.</summary>
    [ReplacesCall(typeof(WaitHandle), nameof(WaitHandle.WaitOne))]
    public static bool WaitOne(WaitHandle handle, TimeSpan timeout) =>
        Mutexes.Taken(handle, StoppableWait.Run((handle, timeout), static call => call.handle.WaitOne(call.timeout)));

    /// <summary>In place of <see cref="WaitHandle.WaitAny(WaitHandle[])"/>.</summary>
    [ReplacesCall(typeof(WaitHandle), nameof(WaitHandle.WaitAny))]
    public static int WaitAny(WaitHandle[] waitHandles) =>
        StoppableWait.Run(waitHandles, static handles => WaitHandle.WaitAny(handles));

    /// <summary>In place of <see cref="WaitHandle.WaitAny(WaitHandle[], int)"/>.</summary>
    [ReplacesCall(typeof(WaitHandle), nameof(WaitHandle.WaitAny))]
    public static int WaitAny(WaitHandle[] waitHandles, int millisecondsTimeout) =>
        StoppableWait.Run(
            (waitHandles, millisecondsTimeout),
            static call => WaitHandle.WaitAny(call.waitHandles, call.millisecondsTimeout));

    /// <summary>In place of <see cref="WaitHandle.WaitAll(WaitHandle[])"/>.</summary>
    [ReplacesCall(typeof(WaitHandle), nameof(WaitHandle.WaitAll))]
    public static bool WaitAll(WaitHandle[] waitHandles) =>
        StoppableWait.Run(waitHandles, static handles => WaitHandle.WaitAll(handles));

    /// <summary>In place of <see cref="ManualResetEventSlim.Wait()"/>.</summary>
    [ReplacesCall(typeof(ManualResetEventSlim), nameof(ManualResetEventSlim.Wait))]
    public static void Wait(ManualResetEventSlim handle) =>
        StoppableWait.Run(handle, static handle => handle.Wait());

    /// <summary>In place of <see cref="ManualResetEventSlim.Wait(int)"/>.</summary>
    [ReplacesCall(typeof(ManualResetEventSlim), nameof(ManualResetEventSlim.Wait))]
    public static bool Wait(ManualResetEventSlim handle, int millisecondsTimeout) =>
        StoppableWait.Run((handle, millisecondsTimeout), static call => call.handle.Wait(call.millisecondsTimeout));

    /// <summary>In place of <see cref="SemaphoreSlim.Wait()"/>.</summary>
    [ReplacesCall(typeof(SemaphoreSlim), nameof(SemaphoreSlim.Wait))]
    public static void Wait(SemaphoreSlim handle) => StoppableWait.Run(handle, static handle => handle.Wait());

    /// <summary>In place of <see cref="SemaphoreSlim.Wait(int)"/>.</summary>
    [ReplacesCall(typeof(SemaphoreSlim), nameof(SemaphoreSlim.Wait))]
    public static bool Wait(SemaphoreSlim handle, int millisecondsTimeout) =>
        StoppableWait.Run((handle, millisecondsTimeout), static call => call.handle.Wait(call.millisecondsTimeout));
}
