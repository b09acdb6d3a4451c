namespace Estop.WorkerHost;

/// <summary>The child processes of a service. Validated when the host starts.</summary>
public sealed class ProcessOptions
{
    /// <summary>
    /// How many children are kept ready for the next runs of workers, made one after another once the host has started. Programs have one
    /// of their own. Default: 2. Range: 0 to 64.
    /// </summary>
    public int Spares { get; set; } = 2;

    /// <summary>How many runs of a kind may share one child. Default: 100. Range: 1 to 10,000.</summary>
    public int RunsPerProcess { get; set; } = 100;

    /// <summary>
    /// How long a child may take until it is ready; past it, it is killed and the run has failed. Default: 30 s. Range: more than 0,
    /// at most 1 hour.
    /// </summary>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The file that says which guardian is alive: a service that is started again with the same one kills what an earlier one has
    /// left before it starts anything. Default: null, none.
    /// </summary>
    public string? LockPath { get; set; }

    /// <summary>
    /// Variables of the environment that children get beside the service's own, or instead of them. Children get none whose name
    /// starts with <c>DOTNET_</c>, <c>CORECLR_</c>, <c>COMPlus_</c> or <c>ASPNETCORE_</c> unless it stands here.
    /// </summary>
    public IDictionary<string, string> Environment { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
