namespace Estop.Processes;

/// <summary>
/// The service's side of the guardian: the one process that is the parent of every child, and kills them all when the service
/// has gone.
/// </summary>
internal sealed class GuardianClient : IDisposable
{
    /// <summary>The guardian's process id.</summary>
    public int ProcessId => throw new NotImplementedException();

    /// <summary>The cookie that everything started by this guardian bears.</summary>
    public string Instance => throw new NotImplementedException();

    /// <summary>What can be enforced here.</summary>
    public GuardianAbilities Abilities => throw new NotImplementedException();

    /// <summary>
    /// Is cancelled when the guardian has gone, of itself or by <see cref="Dispose"/>. Its children are dead then or about to
    /// be: a new guardian with the same lock file kills what is left before it is ready.
    /// </summary>
    public CancellationToken Lost => throw new NotImplementedException();

    /// <summary>Starts a guardian, and returns when it is ready.</summary>
    /// <exception cref="PlatformNotSupportedException">This is no Linux on x64 or Arm64.</exception>
    /// <exception cref="SpawnException">It could not be started, or was not ready in time.</exception>
    public static Task<GuardianClient> StartAsync(GuardianOptions options, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>Starts a process.</summary>
    /// <exception cref="SpawnException">It could not be started; nothing of it is left.</exception>
    public Task<GuardedProcess> SpawnAsync(SpawnRequest request, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>Has the guardian kill all that it started, and returns when it has, or after ten seconds.</summary>
    public void Dispose() => throw new NotImplementedException();
}
