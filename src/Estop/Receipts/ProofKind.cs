namespace Estop;

/// <summary>What was observed as the proof that a run is over.</summary>
public enum ProofKind
{
    /// <summary>Its dedicated threads have left the process's thread list, and no other thread executes its code.</summary>
    ThreadsExited = 0,

    /// <summary>Its tasks have completed, and no thread executes its code.</summary>
    TasksCompleted = 1,

    /// <summary>The kernel has reported its process dead, by the status that only the dead have.</summary>
    ProcessEnded = 2,
}
