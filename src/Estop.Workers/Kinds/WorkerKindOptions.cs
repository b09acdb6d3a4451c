namespace Estop.Workers;

/// <summary>How the workers of one kind are treated.</summary>
public sealed class WorkerKindOptions
{
    /// <summary>The times of the stop ladder. Validated when the host starts. Default: those of <see cref="LadderOptions"/>.</summary>
    public LadderOptions Ladder { get; set; } = new();

    /// <summary>
    /// Where its runs execute, unless the start of a worker says otherwise. Default: <see cref="Containment.Auto"/>. The
    /// processes other than the service's own need child processes, and the kind among those that they know: both are checked
    /// when the host starts.
    /// </summary>
    public Containment Containment { get; set; } = Containment.Auto;

    /// <summary>
    /// What each run may take. Needs <see cref="Containment.OwnProcess"/>: both are checked when the host starts. Default: null, no
    /// limits.
    /// </summary>
    public RunLimits? Limits { get; set; }
}
