namespace Estop;

/// <summary>The kind of stoppable wait a thread is in, which says how the ladder ends it.</summary>
internal enum ArmedWait
{
    /// <summary>None: the thread runs, or waits in code that is not woven.</summary>
    None,

    /// <summary>A pure delay, on an event of the thread's own.</summary>
    Delay,

    /// <summary>A managed wait that <see cref="Thread.Interrupt"/> ends.</summary>
    Interruptible,

    /// <summary>A wait for a file descriptor, which the thread's wake handle ends.</summary>
    File,

    /// <summary>Held by a pause, on the event of the thread's own.</summary>
    Parked,

    /// <summary>
    /// A wait that the stop ends in another way: by a token, or because the threads that are waited for are stopped too.
    /// </summary>
    SelfEnding,
}
