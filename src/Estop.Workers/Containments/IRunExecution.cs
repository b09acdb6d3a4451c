namespace Estop.Workers;

/// <summary>A run as it executes, wherever that is.</summary>
internal interface IRunExecution
{
    /// <summary>Completes when no code of the run executes any more. Never faults.</summary>
    Task<RunEnd> Completion { get; }

    /// <summary>
    /// Completes when the run has been given its thread, task or process, or could not be. Never faults: what went wrong is
    /// in <see cref="Completion"/>.
    /// </summary>
    Task Started { get; }

    /// <summary>Whether a pause was reported as complete, and nobody has resumed it since.</summary>
    bool IsPaused { get; }

    /// <summary>The operating system's ids of the threads that execute its code.</summary>
    IReadOnlyList<int> ThreadIds { get; }

    /// <summary>The child process that it executes in; null in the service's own.</summary>
    int? ProcessId { get; }

    /// <summary>How many threads of the service's process it holds when it is abandoned.</summary>
    int ThreadsHere { get; }

    Task<StopReceipt> StopAsync(StopRequest request);

    Task<ScopeLook> LookAsync(TimeSpan? within);

    Task<PauseReceipt> PauseAsync(TimeSpan? deadline);

    void Resume();
}
