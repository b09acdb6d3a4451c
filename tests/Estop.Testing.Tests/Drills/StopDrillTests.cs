using Estop.Workers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Estop.Testing.Tests.Drills;

/// <summary>Alone: a drill compares what the process has before and after it, and its stops have a deadline.</summary>
[Collection(nameof(StopDrillTests))]
[CollectionDefinition(nameof(StopDrillTests), DisableParallelization = true)]
public class StopDrillTests
{
    private static readonly TimeSpan HardTimeout = TimeSpan.FromSeconds(60);

    private static int Rounds;

    [Fact]
    public async Task A_drill_stops_scopes_at_random_moments_and_says_how_they_ended()
    {
        var report = await StopDrill.RunAsync(
            static () => StopScope.StartThread(Watch),
            new StopDrillOptions { Stops = 40, AtOnce = 4, LatestStop = TimeSpan.FromMilliseconds(5) }).WaitAsync(HardTimeout);

        Assert.True(report.Passed, report.ToString());
        Assert.Equal(40, report.Receipts.Count);
        Assert.Equal(40, report.Rungs.Sum(rung => rung.Stops));
        Assert.All(report.Rungs, rung =>
        {
            Assert.Equal((ScopeOutcome.Stopped, Rung.Safepoint), (rung.Outcome, rung.EndedBy));
            Assert.True(rung.P50 <= rung.P90 && rung.P90 <= rung.P99 && rung.P99 <= rung.Longest);
        });
        Assert.Contains($"seed {report.Seed}", report.ToString());
    }

    [Fact]
    public void The_same_seed_brings_the_same_moments_back()
    {
        var latest = TimeSpan.FromSeconds(1);
        TimeSpan[] Moments(int seed) => [.. Enumerable.Range(0, 20).Select(i => StopDrill.Moment(seed, i, latest))];

        Assert.Equal(Moments(7), Moments(7));
        Assert.NotEqual(Moments(7), Moments(8));
        Assert.All(Moments(7), moment => Assert.InRange(moment, TimeSpan.Zero, latest));
        Assert.True(Moments(7).Distinct().Count() > 15);
    }

    [Fact]
    public async Task A_drill_says_what_was_left_behind()
    {
        using var release = new ManualResetEventSlim();
        var report = await StopDrill.RunAsync(
            () => StopScope.StartThread(() =>
            {
                using (ExecutionContext.SuppressFlow())
                {
                    // Detached: no stop of the scope is for it.
                    new Thread(() => release.Wait()).Start();
                }

                Watch();
            }),
            new StopDrillOptions { Stops = 20 }).WaitAsync(HardTimeout);
        release.Set();

        Assert.False(report.Passed);
        Assert.Contains(report.LeftBehind, sentence => sentence.Contains("threads more than before"));
    }

    [Fact]
    public async Task A_drill_calls_abandoned_what_it_could_not_stop()
    {
        using var worker = HostileCatalogue.Create("LibrarySpin");
        var abandoned = worker.Start();
        await worker.InPlace.WaitAsync(HardTimeout);
        var starts = 0;
        var report = await StopDrill.RunAsync(
            () => starts++ == 0 ? abandoned : StopScope.StartThread(Watch),
            new StopDrillOptions { Stops = 2, Request = new() { Deadline = TimeSpan.FromSeconds(2) } })
            .WaitAsync(HardTimeout);

        // The first stop of a drill is not counted: here it is the one that was abandoned.
        Assert.True(report.Receipts.All(receipt => receipt.Outcome == ScopeOutcome.Stopped), report.ToString());
        Assert.Equal(ScopeOutcome.Abandoned, (await abandoned.StopAsync(new StopRequest
        {
            Deadline = TimeSpan.FromMilliseconds(100),
        })).Outcome);
        worker.Dispose();
        await abandoned.Completion.WaitAsync(HardTimeout);
    }

    [Fact]
    public async Task A_kind_is_drilled_as_its_service_runs_it()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddEstop(estop => estop.AddWorker<NoInput>("watch", static (_, _) => Watch()));
        using var host = builder.Build();
        await host.StartAsync();

        var report = await StopDrill.RunAsync(
            host.Services.GetRequiredService<Supervisor>(),
            new StartRequest { Kind = "watch" },
            new StopDrillOptions { Stops = 20, AtOnce = 2, LatestStop = TimeSpan.FromMilliseconds(5) }).WaitAsync(HardTimeout);
        await host.StopAsync();

        Assert.True(report.Passed, report.ToString());
        Assert.Equal(20, report.Receipts.Count);
    }

    [Fact]
    public async Task Options_out_of_their_range_are_refused() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() =>
            StopDrill.RunAsync(static () => StopScope.StartThread(Watch), new StopDrillOptions { Stops = 0 }));

    private static void Watch()
    {
        while (true)
        {
            for (var i = 0; i < 30; i++)
            {
                Rounds++;
                Thread.Sleep(5000);
            }
        }
    }
}
