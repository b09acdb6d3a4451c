using Estop.Workers.Tests.Restarts;
using Microsoft.Extensions.DependencyInjection;

namespace Estop.Workers.Tests.Supervision;

/// <summary>A run whose code has ended, and whose services take their time to dispose.</summary>
public class DisposalTests
{
    private static readonly TimeSpan LongEnoughToBeWrong = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task A_start_by_hand_waits_until_the_services_of_the_last_run_are_disposed()
    {
        using var disposal = new SlowDisposal();
        await using var service = await StartAsync(disposal);

        var again = service.Supervisor.StartAgainAsync("one");

        Assert.NotSame(again, await Task.WhenAny(again, Task.Delay(LongEnoughToBeWrong)));
        disposal.Released.Set();
        Assert.Equal((true, 2), ((await Phase.InTime(again)).Started, (await again).Worker.Run.Number));
        await Phase.InTime(service.Supervisor.StopAsync("one"));
    }

    [Fact]
    public async Task A_start_by_hand_is_refused_when_that_takes_longer_than_a_stop_may()
    {
        using var disposal = new SlowDisposal();
        await using var service = await StartAsync(
            disposal, kind => kind.Ladder = kind.Ladder with { Grace = TimeSpan.Zero, Deadline = TimeSpan.FromMilliseconds(100) });

        var refused = await Assert.ThrowsAsync<RefusedException>(() => Phase.InTime(service.Supervisor.StartAgainAsync("one")));

        Assert.Equal(Refusal.WorkerStopping, refused.Refusal);
        Assert.Contains("run 1 of worker 'one' is still being disposed", refused.Message);
        disposal.Released.Set();
    }

    [Fact]
    public async Task The_end_of_the_service_waits_for_the_services_of_a_run_that_has_just_ended()
    {
        using var disposal = new SlowDisposal();
        await using var service = await StartAsync(disposal);

        var stop = service.StopAsync();

        Assert.NotSame(stop, await Task.WhenAny(stop, Task.Delay(LongEnoughToBeWrong)));
        disposal.Released.Set();
        await Phase.InTime(stop);
    }

    [Fact]
    public async Task A_start_waits_for_no_disposal_of_a_run_that_has_ended_before_it_answers()
    {
        using var disposal = new SlowDisposal();
        await using var service = await StartAsync(disposal, services: services => services.AddSingleton<TimeProvider, LateTime>());

        Assert.Equal(WorkerStatus.Failed, service.Supervisor.Find("one")!.Status);

        disposal.Released.Set();
    }

    /// <summary>A service with one worker, whose code has failed and whose disposal has begun.</summary>
    private static async Task<TestService> StartAsync(
        SlowDisposal disposal, Action<WorkerKindOptions>? configure = null, Action<IServiceCollection>? services = null)
    {
        var service = await TestService.StartAsync(
            estop => estop.AddWorker<FailingWorker>("failing", configure),
            collection =>
            {
                collection.AddSingleton(disposal);
                services?.Invoke(collection);
            });
        await Phase.InTime(service.Supervisor.StartAsync(new() { Kind = "failing", Id = "one" }));
        Phase.Reached(disposal.Begun);
        return service;
    }

    /// <summary>A start takes its timestamp once the run's code executes: that has its end before the start goes on.</summary>
    private sealed class LateTime : TimeProvider
    {
        /// <inheritdoc/>
        public override long GetTimestamp()
        {
            Thread.Sleep(LongEnoughToBeWrong);
            return base.GetTimestamp();
        }
    }
}
