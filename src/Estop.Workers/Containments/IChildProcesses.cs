namespace Estop.Workers;

/// <summary>The child processes of the service, where it has some.</summary>
internal interface IChildProcesses
{
    /// <summary>Starts a run in a child process. Does not block: what goes wrong ends the run.</summary>
    IRunExecution Start(ChildStart start);
}
