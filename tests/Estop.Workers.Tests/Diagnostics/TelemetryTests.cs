using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Estop.Workers.Tests.Diagnostics;

public class TelemetryTests
{
    // Other tests of this process start and stop workers meanwhile.
    private const string Kind = "measured-kind";

    [Fact]
    public async Task Starts_and_stops_are_measured_by_kind_and_outcome()
    {
        var seen = new ConcurrentBag<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Estop")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
        {
            Assert.InRange(value, 0, Phase.HardTimeout.TotalSeconds);
            Add(instrument, 1, tags);
        });
        listener.Start();

        await StartAndStopAsync();

        Assert.Contains($"estop.worker.starts 1 estop.kind={Kind}", seen);
        Assert.Contains(
            $"estop.worker.stop.duration 1 estop.kind={Kind} estop.stop.mode=kill estop.stop.outcome=stopped", seen);

        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => seen.Add(
            $"{instrument.Name} {value} {string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}");
    }

    [Fact]
    public async Task A_listener_that_throws_keeps_no_worker_from_being_started_and_stopped()
    {
        const string Untold = "untold-kind";
        var here = new AsyncLocal<bool> { Value = true };
        using var meters = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Estop")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        meters.SetMeasurementEventCallback<long>((_, _, tags, _) => ThrowIf(tags.ToArray().Any(tag => Equals(tag.Value, Untold))));
        meters.SetMeasurementEventCallback<double>((_, _, tags, _) => ThrowIf(tags.ToArray().Any(tag => Equals(tag.Value, Untold))));
        meters.Start();
        using var activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Estop",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) =>
            {
                ThrowIf(here.Value);
                return ActivitySamplingResult.None;
            },
        };
        ActivitySource.AddActivityListener(activities);
        await using var service = await TestService.StartAsync(
            estop => estop.AddWorker<NoInput>(Untold, (_, _) => TestWork.SleepForEver()));
        var started = await Phase.InTime(service.Supervisor.StartAsync(new() { Kind = Untold, Id = "one" }));

        var receipt = await Phase.InTime(service.Supervisor.StopAndForgetAsync("one"));

        Assert.Equal(ScopeOutcome.Stopped, receipt.Stop.Outcome);
        Assert.All(started.Worker.Run.Threads, thread => Assert.False(TestWork.ThreadExists(thread)));
        Assert.Null(service.Supervisor.Find("one"));

        static void ThrowIf(bool isMeant)
        {
            if (isMeant)
            {
                throw new IOException("Nobody listens.");
            }
        }
    }

    [Fact]
    public async Task A_stop_is_an_activity_that_names_worker_run_and_outcome()
    {
        var seen = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Estop",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = seen.Add,
        };
        ActivitySource.AddActivityListener(listener);

        var id = await StartAndStopAsync();

        var activity = Assert.Single(seen, activity => Equals(activity.GetTagItem("estop.worker.id"), id));
        Assert.Equal("estop.worker.stop", activity.OperationName);
        Assert.Equal(1, activity.GetTagItem("estop.run"));
        Assert.Equal((Kind, "kill", "stopped"), (
            activity.GetTagItem("estop.kind"), activity.GetTagItem("estop.stop.mode"),
            activity.GetTagItem("estop.stop.outcome")));
    }

    private static async Task<string> StartAndStopAsync()
    {
        await using var service = await TestService.StartAsync(
            estop => estop.AddWorker<NoInput>(Kind, (_, _) => TestWork.SleepForEver()));
        var worker = (await Phase.InTime(service.Supervisor.StartAsync(new() { Kind = Kind }))).Worker;
        await Phase.InTime(service.Supervisor.StopAsync(worker.Id, request: new() { Mode = StopMode.Kill }));
        return worker.Id;
    }
}
