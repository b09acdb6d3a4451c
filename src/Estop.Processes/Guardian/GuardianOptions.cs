namespace Estop.Processes;

/// <summary>How a guardian is started.</summary>
internal sealed record GuardianOptions
{
    /// <summary>The cookie of this life of the service. Default: a new one.</summary>
    public string Instance { get; init; } = Guid.NewGuid().ToString("N");

    /// <summary>
    /// The file that the guardian holds locked for its whole life. What an earlier guardian of the same file left alive is killed
    /// before the new one says that it is ready. Null: there is none.
    /// </summary>
    public string? LockPath { get; init; }

    /// <summary>The simple name of the assembly whose startup hook calls <see cref="GuardianServer.Run"/>.</summary>
    public string StartupHook { get; init; } = "Estop.WorkerHost";

    /// <summary>What is started. Default: the executable of this process.</summary>
    public ServiceExecutable? Executable { get; init; }

    /// <summary>Whether trees get cgroups of their own, where that can be. Default: true.</summary>
    public bool UseCgroups { get; init; } = true;

    /// <summary>How long it may take to be ready. Default: 30 s, since an earlier one may still be killing.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
