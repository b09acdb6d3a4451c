using System.Reflection;

namespace Estop.Workers;

/// <summary>Registered code, by name.</summary>
internal abstract class Kind(string name, string logCategory, WorkerKindOptions options, IInputContract input)
{
    public string Name { get; } = name;

    /// <summary>The category of the logger that runs are given.</summary>
    public string LogCategory { get; } = logCategory;

    /// <summary>Whether a run of it was ever abandoned in this process: the next is better run in one of its own.</summary>
    public bool WasAbandoned { get; set; }

    public LadderOptions Ladder { get; } = options.Ladder;

    /// <summary>Whether its workers are started again, unless the start of one says otherwise.</summary>
    public RestartPolicy Restart { get; } = options.Restart;

    /// <summary>Where its runs execute, unless the start of a worker says otherwise.</summary>
    public Containment Containment { get; } = options.Containment;

    /// <summary>Whether its code was not woven, so that only where it waits can a stop in its process reach it.</summary>
    public bool IsUnwoven { get; set; }

    /// <summary>The module that its code is in; null of a program.</summary>
    public Module? Module { get; set; }

    /// <summary>What a stop in the service's process may have to wait for, by the weaver's report; null: nothing was found.</summary>
    public string? HeldUpBy { get; set; }

    /// <summary>What each run may take; null: no limits.</summary>
    public RunLimits? Limits { get; } = options.Limits;

    /// <summary>What the process of each run is given of its own; null if any child will do.</summary>
    public RunProcess? Process { get; } = RunProcess.Of(options);

    /// <summary>Whether the child processes of the service know it too.</summary>
    public bool RunsInChildren { get; set; }

    public IInputContract Input { get; } = input;

    /// <summary>Whether its worker is made with services.</summary>
    public bool TakesServices { get; init; }

    /// <summary>Whether each run has a thread to itself.</summary>
    public abstract bool NeedsThread { get; }

    /// <summary>Whether it is a program, which executes in a process of its own and nowhere else.</summary>
    public virtual bool IsProgram => false;

    /// <summary>Starts the code for a run, in a scope of its own. None of it runs on the caller's thread.</summary>
    public abstract StopScope Start(IRunSite site, object input, StopScopeOptions options);
}
