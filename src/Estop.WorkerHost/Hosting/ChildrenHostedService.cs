using Microsoft.Extensions.Hosting;

namespace Estop.WorkerHost;

/// <summary>
/// Starts the guardian with the host, makes the spare children once the host has started, and ends them all when the workers have
/// been stopped.
/// </summary>
internal sealed class ChildrenHostedService(ChildProcesses children) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        NeededAssemblies.Load();
        return children.OpenAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        children.BeginToKeepSpares();
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => children.CloseAsync();
}
