namespace Estop.Processes;

/// <summary>The first byte of each message between a service and its guardian.</summary>
internal enum GuardianMessage : byte
{
    /// <summary>To the guardian: start a process. With the child's ends of its channel and output.</summary>
    Spawn = 1,

    /// <summary>To the guardian: send a signal.</summary>
    Signal = 2,

    /// <summary>To the guardian: kill a tree.</summary>
    Kill = 3,

    /// <summary>From the guardian: it is ready.</summary>
    Ready = 16,

    /// <summary>From the guardian: it cannot do its work, and ends.</summary>
    Unable = 17,

    /// <summary>From the guardian: a process was started. With a handle of it.</summary>
    Spawned = 18,

    /// <summary>From the guardian: a process could not be started.</summary>
    NotSpawned = 19,

    /// <summary>From the guardian: a tree has ended.</summary>
    Ended = 20,

    /// <summary>From the guardian: what a kill has done.</summary>
    Killed = 21,

    /// <summary>From the guardian: whether a signal was sent.</summary>
    Signalled = 22,
}
