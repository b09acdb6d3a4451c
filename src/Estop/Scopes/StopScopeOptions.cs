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

    /// <summary>The clock that stamps receipts. Default: <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Ladder);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        ArgumentOutOfRangeException.ThrowIfNegative(StackSize);
        Ladder.Validate();
    }
}
