namespace Estop.Runtime;

/// <summary>
/// The waits of <see cref="Barrier"/>. A participant that is stopped is withdrawn from the phase, as one whose token is
/// cancelled.
/// </summary>
public static class BarrierWaits
{
    /// <summary>In place of <see cref="Barrier.SignalAndWait()"/>.</summary>
    [ReplacesCall(typeof(Barrier), nameof(Barrier.SignalAndWait))]
    public static void SignalAndWait(Barrier barrier) =>
        SignalAndWait(barrier, CancellationToken.None);

    /// <summary>In place of <see cref="Barrier.SignalAndWait(int)"/>.</summary>
    [ReplacesCall(typeof(Barrier), nameof(Barrier.SignalAndWait))]
    public static bool SignalAndWait(Barrier barrier, int millisecondsTimeout) =>
        SignalAndWait(barrier, millisecondsTimeout, CancellationToken.None);

    /// <summary>In place of <see cref="Barrier.SignalAndWait(TimeSpan)"/>.</summary>
    [ReplacesCall(typeof(Barrier), nameof(Barrier.SignalAndWait))]
    public static bool SignalAndWait(Barrier barrier, TimeSpan timeout) =>
        SignalAndWait(barrier, timeout, CancellationToken.None);

    /// <summary>In place of <see cref="Barrier.SignalAndWait(CancellationToken)"/>.</summary>
    [ReplacesCall(typeof(Barrier), nameof(Barrier.SignalAndWait))]
    public static void SignalAndWait(Barrier barrier, CancellationToken cancellationToken) =>
        LinkedWait.Run(barrier, cancellationToken, static (barrier, token) => barrier.SignalAndWait(token), repeat: false);

    /// <summary>In place of <see cref="Barrier.SignalAndWait(int, CancellationToken)"/>.</summary>
    [ReplacesCall(typeof(Barrier), nameof(Barrier.SignalAndWait))]
    public static bool SignalAndWait(Barrier barrier, int millisecondsTimeout, CancellationToken cancellationToken) =>
        LinkedWait.Run(
            (barrier, millisecondsTimeout),
            cancellationToken,
            static (call, token) => call.barrier.SignalAndWait(call.millisecondsTimeout, token),
            repeat: false);

    /// <summary>In place of <see cref="Barrier.SignalAndWait(TimeSpan, CancellationToken)"/>.</summary>
    [ReplacesCall(typeof(Barrier), nameof(Barrier.SignalAndWait))]
    public static bool SignalAndWait(Barrier barrier, TimeSpan timeout, CancellationToken cancellationToken) =>
        LinkedWait.Run(
            (barrier, timeout),
            cancellationToken,
            static (call, token) => call.barrier.SignalAndWait(call.timeout, token),
            repeat: false);
}
