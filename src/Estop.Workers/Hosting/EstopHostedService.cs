using Estop.Runtime;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Estop.Workers;

/// <summary>
/// Makes ready to stop when the host starts, and stops all workers when it shuts down, before anything that they may use is
/// stopped.
/// </summary>
internal sealed class EstopHostedService(Supervisor supervisor, IOptions<EstopOptions> options, RunEnvironment environment)
    : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Stops a scope of its own, so that the first stop that matters does not wait for its code to be compiled.
    /// </summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var asleep = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var scope = StopScope.StartThread(() =>
        {
            asleep.SetResult();
            ThreadWaits.Sleep(Timeout.Infinite);
        });
        await using (scope.ConfigureAwait(false))
        {
            await asleep.Task.ConfigureAwait(false);
        }
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        // Past the host's own timeout the stops go on; only the waiting for them ends.
        var receipts = await supervisor
            .CloseAsync(options.Value.ShutdownDeadline, requestedBy: "host", reason: "The host is shutting down.")
            .WaitAsync(cancellationToken)
            .ConfigureAwait(false);
        var abandoned = receipts.Count(receipt => receipt.Stop.Outcome == ScopeOutcome.Abandoned);
        environment.Log.AllStopped(receipts.Count - abandoned, abandoned);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
