namespace Estop.Workers;

/// <summary>The child processes of the service, where it has some.</summary>
internal interface IChildProcesses
{
    /// <summary>Whether the service's files have been replaced since it was started, so that it cannot start any child any more.</summary>
    bool NeedRestart { get; }

    /// <summary>Starts a run in a child process. Does not block: what goes wrong ends the run.</summary>
    IRunExecution Start(ChildStart start);
}
