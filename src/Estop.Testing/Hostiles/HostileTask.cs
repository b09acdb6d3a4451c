namespace Estop.Testing;

/// <summary>A hostile worker on the thread pool.</summary>
[Unstoppable("Starts the hostile code; it is none itself.")]
public abstract class HostileTask : HostileWorker
{
    /// <summary>What it does.</summary>
    protected abstract Task RunAsync();

    /// <inheritdoc/>
    protected sealed override StopScope StartScope(StopScopeOptions options) => StopScope.StartTask(RunAsync, options);
}
