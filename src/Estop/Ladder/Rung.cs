namespace Estop;

/// <summary>One step of the stop ladder, in the order in which the steps are taken.</summary>
public enum Rung
{
    /// <summary>The scope's <see cref="CancellationToken"/> is cancelled. Reaches code that looks at it.</summary>
    Token = 0,

    /// <summary>
    /// The next safepoint throws <see cref="StopException"/>; woven sleeps, waits, locks, awaits and I/O end at once.
    /// Reaches any woven managed code.
    /// </summary>
    Safepoint = 1,

    /// <summary>
    /// <see cref="Thread.Interrupt"/> on the scope's dedicated threads. Reaches managed waits inside code that is not
    /// woven.
    /// </summary>
    Interrupt = 2,

    /// <summary>
    /// A signal that does nothing to each thread of the scope that is in a system call, which then returns with EINTR.
    /// Reaches native calls that block. Linux, on x64 and Arm64; elsewhere the receipt says that there is none.
    /// </summary>
    Signal = 3,

    /// <summary>
    /// What the scope has opened is closed, the newest first, for as long as code of it does not come out. Reaches
    /// blocking I/O that nothing else wakes.
    /// </summary>
    Close = 4,

    /// <summary>
    /// Awaits of operations that cannot be ended, and hold no buffer, stream or lock of the worker's, are let go of. The run
    /// is not over before these operations are. Reaches awaits that nothing else ends.
    /// </summary>
    LetGo = 5,

    /// <summary>
    /// The runtime's own abort. Reaches managed code that is not woven; only where the run has a process of its own, since it may
    /// leave locks of others held.
    /// </summary>
    Abort = 6,

    /// <summary>
    /// The process that the run executes in is killed, with what that has started, and the kernel's word waited for. Reaches
    /// everything, and is taken in child processes only.
    /// </summary>
    Kill = 7,

    /// <summary>
    /// Nothing ended the run within the deadline. The run is reported as abandoned, never as stopped.
    /// </summary>
    Abandon = 8,
}
