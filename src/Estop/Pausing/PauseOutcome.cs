namespace Estop;

/// <summary>What became of a pause.</summary>
public enum PauseOutcome
{
    /// <summary>
    /// No code of the scope executed when that was said. What waits is held at the first safepoint behind its wait, everything else
    /// where it is, until the scope is resumed. What is not held, since it would take threads of the pool away, is named at
    /// <see cref="StopScope.PauseAsync(TimeSpan?)"/>.
    /// </summary>
    Paused = 0,

    /// <summary>
    /// The deadline has passed, and code of the scope still executes: it has come to no safepoint, or is in a shield. It is
    /// held when it comes to one.
    /// </summary>
    Incomplete = 1,

    /// <summary>There is nothing to hold any more: the scope had ended, or is being stopped.</summary>
    Ended = 2,

    /// <summary>The scope was resumed before all of it was held.</summary>
    Resumed = 3,
}
