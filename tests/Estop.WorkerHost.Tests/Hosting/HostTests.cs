using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Estop.WorkerHost.Tests;

public sealed class HostTests
{
    [Fact]
    public async Task A_host_whose_start_has_failed_before_it_came_to_the_child_processes_is_stopped()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddHostedService<Failing>();
        builder.Services.AddEstop().UseProcesses<TestWorkers>(builder.Configuration);
        using var host = builder.Build();
        await Assert.ThrowsAsync<IOException>(() => Phase.InTime(host.StartAsync()));

        await Phase.InTime(host.StopAsync());
    }

    private sealed class Failing : IHostedLifecycleService
    {
        public Task StartingAsync(CancellationToken cancellationToken) => throw new IOException("The device is not there.");

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
