namespace Estop.Workers;

/// <summary>Why the supervisor refused what it was asked. Nothing has been done when it refuses.</summary>
public enum Refusal
{
    /// <summary>The request itself does not fit; <see cref="RefusedException.Errors"/> says where.</summary>
    InvalidRequest = 0,

    /// <summary>No kind of that name is registered.</summary>
    UnknownKind = 1,

    /// <summary>There is no worker of that id.</summary>
    UnknownWorker = 2,

    /// <summary>A worker of that id exists and was started with something else.</summary>
    DuplicateId = 3,

    /// <summary>The run that was named is not the worker's current run.</summary>
    NotCurrentRun = 4,

    /// <summary>The worker is being stopped, and cannot be started meanwhile.</summary>
    WorkerStopping = 5,

    /// <summary>The code of an abandoned run may still execute, and the worker cannot be started meanwhile.</summary>
    WorkerAbandoned = 6,

    /// <summary>The limit of <see cref="EstopOptions.MaxThreads"/> is reached.</summary>
    TooManyThreads = 7,

    /// <summary>The host is shutting down, and starts nothing any more.</summary>
    ShuttingDown = 8,
}
