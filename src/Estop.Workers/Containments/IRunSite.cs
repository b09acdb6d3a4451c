namespace Estop.Workers;

/// <summary>What the code of a run finds in the process that it executes in.</summary>
internal interface IRunSite
{
    /// <summary>Where what is made for the run is kept.</summary>
    RunResources Resources { get; }

    /// <summary>The first thing that the run's own thread or task does, once all that its code needs has been made.</summary>
    WorkerContext Enter();
}
