using System.Text.Json;

namespace Estop.Workers;

/// <summary>A registered kind.</summary>
/// <param name="Name">Its name.</param>
/// <param name="InputSchema">The JSON schema of its input; null when it takes none.</param>
/// <param name="OwnThread">Whether each of its runs has a thread to itself; otherwise they share the thread pool.</param>
/// <param name="Ladder">The times of its stop ladder.</param>
public sealed record WorkerKind(string Name, JsonElement? InputSchema, bool OwnThread, LadderOptions Ladder)
{
    /// <summary>
    /// Whether a run of it was abandoned in this process: its code is marked for a child process from then on.
    /// </summary>
    public bool WasAbandoned { get; init; }

    /// <summary>Where its runs are to execute, as it is registered.</summary>
    public Containment Containment { get; init; }

    /// <summary>Where its next run executes when its start does not say otherwise: never <see cref="Containment.Auto"/>.</summary>
    public Containment NextRun { get; init; } = Containment.InProcess;

    /// <summary>Why there.</summary>
    public string NextRunBecause { get; init; } = "";

    /// <summary>Whether its workers are started again when a run has ended by itself and their start did not say otherwise.</summary>
    public RestartPolicy Restart { get; init; } = new();
}
