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
    /// Whether its workers are started again when a run has ended by itself, unless the start of a worker says otherwise. Validated when
    /// the host starts. Default: never.
    /// </summary>
    public RestartPolicy Restart { get; set; } = new();

    /// <summary>
    /// What each run may take. Needs <see cref="Containment.OwnProcess"/>: both are checked when the host starts. Default: null, no
    /// limits.
    /// </summary>
    public RunLimits? Limits { get; set; }

    /// <summary>
    /// The user id that each run executes under, and the group id of the same number. Needs <see cref="Containment.OwnProcess"/>,
    /// and the right to change it: root, or <c>CAP_SETUID</c>, <c>CAP_SETGID</c> and <c>CAP_KILL</c>. Checked when the host starts.
    /// Default: null, the service's.
    /// </summary>
    public uint? UserId { get; set; }

    /// <summary>
    /// The full path of the working directory of each run. Needs <see cref="Containment.OwnProcess"/>; checked when the host starts.
    /// Default: null, the service's.
    /// </summary>
    public string? WorkingDirectory { get; set; }

    /// <summary>
    /// Variables of the environment that each run gets beside those of all children, or instead of them. Needs
    /// <see cref="Containment.OwnProcess"/>; checked when the host starts. Default: none.
    /// </summary>
    public IDictionary<string, string> Environment { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
