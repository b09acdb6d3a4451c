namespace Estop.Workers;

/// <summary>How the workers of one kind are treated.</summary>
public sealed class WorkerKindOptions
{
    /// <summary>The times of the stop ladder. Validated when the host starts. Default: those of <see cref="LadderOptions"/>.</summary>
    public LadderOptions Ladder { get; set; } = new();
}
