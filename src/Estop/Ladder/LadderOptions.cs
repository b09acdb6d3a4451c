namespace Estop;

/// <summary>The times of the stop ladder. A rung starts when the one before it had its time.</summary>
public sealed record LadderOptions
{
    /// <summary>
    /// How long a <see cref="StopMode.Graceful"/> stop waits after the <see cref="Rung.Token"/> rung.
    /// Default: 2 s. Range: 0 to 1 day.
    /// </summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long the <see cref="Rung.Safepoint"/> rung has for itself before <see cref="Rung.Interrupt"/> starts.
    /// Default: 50 ms. Range: 0 to 1 day.
    /// </summary>
    public TimeSpan InterruptAfter { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// How long the <see cref="Rung.Interrupt"/> rung has for itself before <see cref="Rung.Signal"/> starts.
    /// Default: 50 ms. Range: 0 to 1 day.
    /// </summary>
    public TimeSpan SignalAfter { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// How long the <see cref="Rung.Signal"/> rung has for itself before <see cref="Rung.Close"/> starts, and each handle
    /// that is closed before the next one is. Default: 200 ms. Range: 0 to 1 day.
    /// </summary>
    public TimeSpan CloseAfter { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// How long the <see cref="Rung.Close"/> rung has for itself, after the last handle was closed, before
    /// <see cref="Rung.LetGo"/> starts; a tenth of the deadline is left for that in any case. Default: 1 s. Range: 0 to 1 day.
    /// </summary>
    public TimeSpan LetGoAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long the rung before has for itself until <see cref="Rung.Abort"/> starts. Only where the run has a child process to
    /// itself. Null: never; for code that calls <c>ControlledExecution.Run</c> itself, which cannot be inside another. Default: 50 ms.
    /// Range: 0 to 1 day.
    /// </summary>
    public TimeSpan? AbortAfter { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// How long the last rung inside the process has for itself, once no cleanup is running that still has its time, before
    /// <see cref="Rung.Kill"/> starts. Only where the run is in a child process. Default: 100 ms. Range: 0 to 1 day.
    /// </summary>
    public TimeSpan KillAfter { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// How long cleanup may hold a stop back, from the moment it is first seen under the stop, and until nine tenths of the
    /// deadline have passed; past it the shields break and the receipt says where. Default: 5 s. Range: 0 to 1 day. <see cref="StopMode.Kill"/> takes 0.
    /// </summary>
    public TimeSpan CleanupBudget { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a handler that swallows what it catches may hold a stop back. Default: 100 ms. Range: 0 to 1 day.
    /// <see cref="StopMode.Kill"/> takes 0.
    /// </summary>
    public TimeSpan HandlerBudget { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// How long code that holds a lock may hold a stop back, from the moment the <see cref="Rung.Safepoint"/> rung
    /// starts; past it waits and loops under the lock end, and the receipt says where. Default: 100 ms. Range: 0 to
    /// 1 day. <see cref="StopMode.Kill"/> takes 0.
    /// </summary>
    public TimeSpan LockBudget { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// The deadline of the whole ladder, from the request on. Default: 10 s. Range: more than 0, at most 1 day.
    /// </summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(10);

    internal void Validate()
    {
        Durations.Require(Grace, TimeSpan.Zero, nameof(Grace));
        Durations.Require(InterruptAfter, TimeSpan.Zero, nameof(InterruptAfter));
        Durations.Require(SignalAfter, TimeSpan.Zero, nameof(SignalAfter));
        Durations.Require(CloseAfter, TimeSpan.Zero, nameof(CloseAfter));
        Durations.Require(LetGoAfter, TimeSpan.Zero, nameof(LetGoAfter));
        Durations.Require(AbortAfter, TimeSpan.Zero, nameof(AbortAfter));
        Durations.Require(KillAfter, TimeSpan.Zero, nameof(KillAfter));
        Durations.Require(CleanupBudget, TimeSpan.Zero, nameof(CleanupBudget));
        Durations.Require(HandlerBudget, TimeSpan.Zero, nameof(HandlerBudget));
        Durations.Require(LockBudget, TimeSpan.Zero, nameof(LockBudget));
        Durations.Require(Deadline, TimeSpan.FromTicks(1), nameof(Deadline));
    }
}
