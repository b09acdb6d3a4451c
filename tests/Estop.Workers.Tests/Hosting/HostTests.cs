using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Estop.Workers.Tests.Hosting;

public class HostTests
{
    [Fact]
    public async Task When_the_host_stops_all_workers_stop_and_none_starts_any_more()
    {
        await using var service = await TestService.StartAsync(
            estop => estop.AddWorker<NoInput>("sleeper", (_, _) => TestWork.SleepForEver()));
        var supervisor = service.Supervisor;
        foreach (var id in new[] { "one", "two", "three" })
        {
            await Phase.InTime(supervisor.StartAsync(new() { Kind = "sleeper", Id = id }));
        }

        var threads = supervisor.List().Workers.SelectMany(worker => worker.Run.Threads).ToList();
        await service.StopAsync();

        Assert.All(supervisor.List().Workers, worker => Assert.Equal(WorkerStatus.Stopped, worker.Status));
        Assert.All(supervisor.List().Workers, worker => Assert.Equal("host", worker.LastReceipt!.Stop.RequestedBy));
        Assert.DoesNotContain(threads, TestWork.ThreadExists);
        var refused = await Assert.ThrowsAsync<RefusedException>(
            () => Phase.InTime(supervisor.StartAsync(new() { Kind = "sleeper" })));
        Assert.Equal(Refusal.ShuttingDown, refused.Refusal);
        refused = await Assert.ThrowsAsync<RefusedException>(() => Phase.InTime(supervisor.StartAgainAsync("one")));
        Assert.Equal(Refusal.ShuttingDown, refused.Refusal);
    }

    [Fact]
    public async Task One_that_does_not_end_holds_the_host_up_for_the_deadline_and_no_longer()
    {
        using var running = new ManualResetEventSlim();
        var released = false;
        var service = await TestService.StartAsync(estop => estop
            .Configure(options => options.ShutdownDeadline = TimeSpan.FromMilliseconds(200))
            .AddWorker<NoInput>("stubborn", (_, _) =>
            {
                running.Set();
                TestWork.SpinUntil(ref released);
            }));
        await Phase.InTime(service.Supervisor.StartAsync(new() { Kind = "stubborn", Id = "one" }));
        Phase.Reached(running);

        await service.StopAsync();

        Assert.Equal(WorkerStatus.Abandoned, service.Supervisor.Find("one")!.Status);
        Volatile.Write(ref released, true);
        Phase.Until(() => service.Supervisor.Find("one")!.Run.EndedAt is not null, "the abandoned run has left");
        await service.DisposeAsync();
    }

    [Fact]
    public async Task A_grace_longer_than_the_hosts_deadline_is_cut_to_leave_time_to_stop()
    {
        using var running = new ManualResetEventSlim();
        await using var service = await TestService.StartAsync(estop => estop
            .Configure(options => options.ShutdownDeadline = TimeSpan.FromSeconds(1))
            .AddWorker<NoInput>("sleeper", (_, _) =>
            {
                running.Set();
                TestWork.SleepForEver();
            }));
        await Phase.InTime(service.Supervisor.StartAsync(new()
        {
            Kind = "sleeper",
            Id = "one",
            Stop = new() { Mode = StopMode.Graceful, Grace = TimeSpan.FromMinutes(1), Deadline = TimeSpan.FromHours(1) },
        }));
        Phase.Reached(running);

        await service.StopAsync();

        var receipt = service.Supervisor.Find("one")!.LastReceipt!.Stop;
        Assert.Equal((ScopeOutcome.Stopped, StopMode.Graceful), (receipt.Outcome, receipt.Mode));
    }

    [Fact]
    public async Task All_that_is_wrong_with_the_settings_is_said_when_the_host_starts()
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => TestService.StartAsync(estop => estop
            .Configure(options =>
            {
                options.MaxThreads = 17_000;
                options.ShutdownDeadline = TimeSpan.Zero;
            })
            .AddWorker<NoInput>("twice", (_, _) => { })
            .AddWorker<NoInput>("twice", (_, _) => { })
            .AddWorker<NoInput>("a/b", (_, _) => { })
            .AddWorker<NoInput>(
                "hasty", (_, _) => { }, kind => kind.Ladder = new() { Deadline = TimeSpan.Zero, Grace = TimeSpan.MinValue })
            .AddWorker<NoInput>(
                "patient", (_, _) => { }, kind => kind.Ladder = new() { Grace = TimeSpan.FromSeconds(10) })));

        Assert.Collection(
            exception.Failures,
            failure => Assert.Contains("MaxThreads is 17000", failure),
            failure => Assert.Contains("ShutdownDeadline", failure),
            failure => Assert.Contains("'twice' is registered 2 times", failure),
            failure => Assert.Contains("'a/b'", failure),
            failure => Assert.Contains("Grace of kind 'hasty'", failure),
            failure => Assert.Contains("Deadline of kind 'hasty'", failure),
            failure => Assert.Contains("Grace of kind 'patient' is 00:00:10; set it to less than", failure));
    }

    [Fact]
    public async Task Kinds_add_up_over_several_calls()
    {
        await using var service = await TestService.StartAsync(
            estop => estop.AddWorker<NoInput>("b", (_, _) => { }),
            services => services.AddEstop(estop => estop.AddWorker<NoInput>("a", (_, _) => { })));

        Assert.Equal(["a", "b"], service.Supervisor.Kinds.Select(kind => kind.Name));
    }
}
