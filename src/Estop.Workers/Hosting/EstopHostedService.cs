using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Estop.Workers;

/// <summary>Stops all workers when the host shuts down, before anything that they may use is stopped.</summary>
internal sealed class EstopHostedService(Supervisor supervisor, IOptions<EstopOptions> options, ILogger<Supervisor> logger)
    : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        // Past the host's own timeout the stops go on; only the waiting for them ends.
        var receipts = await supervisor
            .CloseAsync(options.Value.ShutdownDeadline, requestedBy: "host", reason: "The host is shutting down.")
            .WaitAsync(cancellationToken)
            .ConfigureAwait(false);
        var abandoned = receipts.Count(receipt => receipt.Stop.Outcome == ScopeOutcome.Abandoned);
        logger.AllStopped(receipts.Count - abandoned, abandoned);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
