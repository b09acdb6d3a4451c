namespace Estop.Workers;

/// <summary>Where a worker, or one run of it, is in its life.</summary>
public enum WorkerStatus
{
    /// <summary>Accepted; it waits for its process.</summary>
    Pending = 0,

    /// <summary>Its thread or task exists, and is making what the code needs: its class, and the services of that.</summary>
    Starting = 1,

    /// <summary>Its code executes.</summary>
    Running = 2,

    /// <summary>A stop is on its way. Its code may still execute.</summary>
    Stopping = 3,

    /// <summary>A stop ended it, and no code of it executes any more.</summary>
    Stopped = 4,

    /// <summary>Its code returned of itself.</summary>
    Completed = 5,

    /// <summary>
    /// Its code threw an exception of its own, its process crashed, its program exited with another code than it may, or it was started
    /// again too often.
    /// </summary>
    Failed = 6,

    /// <summary>A stop did not end it within its deadline: its code may still execute.</summary>
    Abandoned = 7,

    /// <summary>Held by a pause: no code of it goes on until it is resumed.</summary>
    Paused = 8,

    /// <summary>Its last run has ended, and the next one will begin by itself: its restart policy says so, or it has to move.</summary>
    Backoff = 9,
}
