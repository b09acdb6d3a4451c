namespace Estop;

/// <summary>How a stop scope is named, timed and run.</summary>
public sealed record StopScopeOptions
{
    /// <summary>The scope's name, in receipts and as the name of its thread. Default: <c>scope-</c> and a number.</summary>
    public string? Name { get; init; }

    /// <summary>The times of its stop ladder.</summary>
    public LadderOptions Ladder { get; init; } = new();

    /// <summary>
    /// The stack size in bytes of the scope's dedicated thread. Default: 0, the process's default. Range: 0 or more.
    /// </summary>
    public int StackSize { get; init; }

    /// <summary>
    /// How long the scope may live; past it, it is stopped promptly, and the receipt says so. Default: null, for ever. Range: more
    /// than 0, at most 1 day.
    /// </summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>
    /// How much processor time all threads together may take for the scope; past it, it is stopped promptly, and the receipt says
    /// so. It is looked at every 10 ms at most. Default: null, any. Range: more than 0, at most 1 day. Linux only.
    /// </summary>
    public TimeSpan? CpuTime { get; init; }

    /// <summary>The clock that stamps receipts. Default: <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// Whether a stop gives up as soon as no rung is left that could still help, instead of at its deadline: somebody waits to kill
    /// the process.
    /// </summary>
    internal bool GivesUpEarly { get; init; }

    /// <summary>
    /// Called on a thread of Estop's own before <see cref="Rung.Abort"/>, with the rungs until then: the process may not live through
    /// it. Null: the scope shares its process, and is never aborted.
    /// </summary>
    internal Action<IReadOnlyList<RungRecord>>? Aborting { get; init; }

    /// <summary>Called when code has asked for the end of the scope by itself, and some of it did not come out.</summary>
    internal Action<StopReceipt>? CannotExit { get; init; }

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Ladder);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        ArgumentOutOfRangeException.ThrowIfNegative(StackSize);
        Durations.Require(Deadline, TimeSpan.FromTicks(1), nameof(Deadline));
        Durations.Require(CpuTime, TimeSpan.FromTicks(1), nameof(CpuTime));
        if (CpuTime is not null && !CpuClock.IsSupported)
        {
            throw new PlatformNotSupportedException(
                $"{nameof(CpuTime)} cannot be limited on this platform, only on Linux. Leave it null, or give a {nameof(Deadline)}.");
        }

        Ladder.Validate();
    }
}
