namespace Estop.Testing;

/// <summary>A hostile worker on a thread of its own.</summary>
[Unstoppable("Starts the hostile code; it is none itself.")]
public abstract class HostileThread : HostileWorker
{
    /// <summary>What it does.</summary>
    protected abstract void Run();

    /// <inheritdoc/>
    protected sealed override StopScope StartScope(StopScopeOptions options) => StopScope.StartThread(Run, options);
}
