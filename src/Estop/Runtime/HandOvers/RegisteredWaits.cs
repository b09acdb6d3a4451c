namespace Estop.Runtime;

/// <summary>Waits that the thread pool makes for others. What they call belongs to the scope that registered them.</summary>
public static class RegisteredWaits
{
    /// <summary>In place of <c>ThreadPool.RegisterWaitForSingleObject(WaitHandle, WaitOrTimerCallback, object, int, bool)</c>.</summary>
    [ReplacesCall(typeof(ThreadPool), nameof(ThreadPool.RegisterWaitForSingleObject))]
    public static RegisteredWaitHandle RegisterWaitForSingleObject(
        WaitHandle waitObject, WaitOrTimerCallback callBack, object? state, int millisecondsTimeOutInterval, bool executeOnlyOnce) =>
        Register(callBack, call => ThreadPool.RegisterWaitForSingleObject(
            waitObject, call, state, millisecondsTimeOutInterval, executeOnlyOnce));

    /// <summary>In place of <c>ThreadPool.RegisterWaitForSingleObject(WaitHandle, WaitOrTimerCallback, object, uint, bool)</c>.</summary>
    [ReplacesCall(typeof(ThreadPool), nameof(ThreadPool.RegisterWaitForSingleObject))]
    public static RegisteredWaitHandle RegisterWaitForSingleObject(
        WaitHandle waitObject, WaitOrTimerCallback callBack, object? state, uint millisecondsTimeOutInterval, bool executeOnlyOnce) =>
        Register(callBack, call => ThreadPool.RegisterWaitForSingleObject(
            waitObject, call, state, millisecondsTimeOutInterval, executeOnlyOnce));

    /// <summary>In place of <c>ThreadPool.RegisterWaitForSingleObject(WaitHandle, WaitOrTimerCallback, object, long, bool)</c>.</summary>
    [ReplacesCall(typeof(ThreadPool), nameof(ThreadPool.RegisterWaitForSingleObject))]
    public static RegisteredWaitHandle RegisterWaitForSingleObject(
        WaitHandle waitObject, WaitOrTimerCallback callBack, object? state, long millisecondsTimeOutInterval, bool executeOnlyOnce) =>
        Register(callBack, call => ThreadPool.RegisterWaitForSingleObject(
            waitObject, call, state, millisecondsTimeOutInterval, executeOnlyOnce));

    /// <summary>
    /// In place of <c>ThreadPool.RegisterWaitForSingleObject(WaitHandle, WaitOrTimerCallback, object, TimeSpan,
    /// bool)</c>.
    /// </summary>
    [ReplacesCall(typeof(ThreadPool), nameof(ThreadPool.RegisterWaitForSingleObject))]
    public static RegisteredWaitHandle RegisterWaitForSingleObject(
        WaitHandle waitObject, WaitOrTimerCallback callBack, object? state, TimeSpan timeout, bool executeOnlyOnce) =>
        Register(callBack, call => ThreadPool.RegisterWaitForSingleObject(
            waitObject, call, state, timeout, executeOnlyOnce));

    private static RegisteredWaitHandle Register(
        WaitOrTimerCallback callBack, Func<WaitOrTimerCallback, RegisteredWaitHandle> register)
    {
        if (callBack is null || Callback.Create() is not { } calls)
        {
            return register(callBack!);
        }

        return calls.EndWithScope(
            register((state, timedOut) => calls.Run(
                (callBack, state, timedOut), static call => call.callBack(call.state, call.timedOut))),
            static registered => registered.Unregister(null));
    }
}
